using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Tests.Api;

public sealed class WatchTests : IAsyncLifetime
{
    private const string ConfigMaps = "/api/v1/namespaces/ns/configmaps";
    private TestApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await TestApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Objects_enter_and_leave_a_selector()
    {
        var (_, list) = await _api.SendAsync("GET", ConfigMaps);
        await _api.SendAsync("POST", ConfigMaps, """{"metadata":{"name":"a","labels":{"t":"x"}}}""");
        await Patch("a", """{"data":{"k":"v"}}""");
        await Patch("a", """{"metadata":{"labels":{"t":"y"}}}""");
        await Patch("a", """{"data":{"k":"w"}}""");
        await Patch("a", """{"metadata":{"labels":{"t":"x"}}}""");
        await _api.SendAsync("DELETE", $"{ConfigMaps}/a");
        var events = await _api.WatchAsync($"{ConfigMaps}?watch=1&timeoutSeconds=1&labelSelector=t%3Dx&resourceVersion={list.ResourceVersion()}");
        Assert.Equal(["ADDED", "MODIFIED", "DELETED", "ADDED", "DELETED"], events.Select(e => ObjectMeta.Text(e["type"])));
        Assert.Equal("x", events[2]["object"]!.AsObject().Label("t"));
    }

    [Fact]
    public async Task A_watch_list_ends_its_initial_events_with_a_bookmark()
    {
        await _api.SendAsync("POST", ConfigMaps, """{"metadata":{"name":"a"}}""");
        var events = await _api.WatchAsync(
            $"{ConfigMaps}?watch=1&timeoutSeconds=1&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan");
        Assert.Equal(["ADDED", "BOOKMARK"], events.Select(e => ObjectMeta.Text(e["type"])));
        Assert.Equal("true", ObjectMeta.Text(events[1]["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]));
    }

    [Fact]
    public async Task A_compacted_version_is_answered_with_410_in_the_stream()
    {
        await _api.SendAsync("POST", ConfigMaps, """{"metadata":{"name":"a"}}""");
        _api.Core.Store.Compact();
        var events = await _api.WatchAsync($"{ConfigMaps}?watch=1&resourceVersion=1");
        var error = Assert.Single(events);
        Assert.Equal("ERROR", ObjectMeta.Text(error["type"]));
        Assert.Equal(410, ObjectMeta.Number(error["object"]!["code"]));
    }

    [Fact]
    public async Task In_process_watches_see_what_is_there_and_what_comes()
    {
        using var stop = new CancellationTokenSource();
        _api.Cluster.Create(KnownResources.ConfigMaps, "ns", TestApi.Json("""{"metadata":{"name":"a"}}"""));
        var watch = _api.Cluster.Watch(KnownResources.ConfigMaps, new WatchOptions { Namespace = "ns" }, stop.Token);
        Assert.Equal(1, watch.InitialCount);
        _api.Cluster.Delete(KnownResources.ConfigMaps, "ns", "a");
        Assert.Equal(WatchEventType.Added, (await watch.Events.ReadAsync(TestContext.Current.CancellationToken)).Type);
        Assert.Equal(WatchEventType.Deleted, (await watch.Events.ReadAsync(TestContext.Current.CancellationToken)).Type);
        await stop.CancelAsync();
        Assert.False(await watch.Events.WaitToReadAsync(TestContext.Current.CancellationToken));
    }

    private Task Patch(string name, string patch) =>
        _api.SendAsync("PATCH", $"{ConfigMaps}/{name}", patch, "application/merge-patch+json");
}
