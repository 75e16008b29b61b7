using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Storage;

namespace K8sCache.LocalCluster.Tests.Storage;

public sealed class ObjectStoreTests
{
    private static readonly GroupResource Things = new("", "things");

    [Fact]
    public void A_write_names_the_version_it_replaces()
    {
        var store = new ObjectStore();
        var first = store.Put(Key("a"), 0, Obj());
        Assert.Throws<StoreConflictException>(() => store.Put(Key("a"), 0, Obj()));
        var second = store.Put(Key("a"), first.Version, Obj());
        Assert.True(second.Version > first.Version);
        Assert.Throws<StoreConflictException>(() => store.Remove(Key("a"), first.Version, Obj()));
        store.Remove(Key("a"), second.Version, Obj());
        Assert.Null(store.Find(Key("a")));
    }

    [Fact]
    public void The_past_is_listed_as_it_was_until_it_is_compacted()
    {
        var store = new ObjectStore();
        var a = store.Put(Key("a"), 0, Obj());
        store.Put(Key("b"), 0, Obj());
        store.Remove(Key("a"), a.Version, Obj());
        Assert.Equal(["a"], store.List(Things, null, a.Version).Objects.Select(o => o.Key.Name));
        Assert.Equal(["b"], store.List(Things).Objects.Select(o => o.Key.Name));
        store.Compact();
        Assert.Throws<CompactedException>(() => store.List(Things, null, a.Version));
    }

    [Fact]
    public void A_history_over_its_limit_forgets_the_oldest()
    {
        var store = new ObjectStore(historyLimit: 2);
        var start = store.Version;
        foreach (var name in (string[])["a", "b", "c"])
            store.Put(Key(name), 0, Obj());
        Assert.Throws<CompactedException>(() => store.Watch(Things, start));
        using var watch = store.Watch(Things, start + 1);
        Assert.True(watch.Events.TryRead(out var change));
        Assert.Equal("b", change.Object.Key.Name);
    }

    [Fact]
    public async Task Concurrent_writers_lose_no_event_and_watchers_see_versions_in_order()
    {
        var store = new ObjectStore();
        using var watch = store.Watch(Things, store.Version);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(w => Task.Run(() =>
        {
            for (var i = 0; i < 250; i++)
                store.Put(Key($"{w}-{i}"), 0, Obj());
        })));
        var versions = new List<long>();
        while (watch.Events.TryRead(out var change))
            versions.Add(change.Version);
        Assert.Equal(1000, versions.Count);
        Assert.Equal(versions.Order(), versions);
    }

    private static StoreKey Key(string name) => new(Things, "ns", name);

    private static JsonObject Obj() => new() { ["metadata"] = new JsonObject() };
}
