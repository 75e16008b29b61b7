using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Tests.Support;

/// <summary>The fakes are judged too: tests that pass on a wrong fake prove nothing.</summary>
public sealed class FakesTests
{
    private static readonly CacheCluster Cluster = new() { Metadata = new() { Name = "a", NamespaceProperty = "ns", Finalizers = ["x/y"] } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Timers_fire_in_order_at_their_time_and_again_if_periodic()
    {
        var time = new FakeTimeProvider();
        var fired = new List<(string, TimeSpan)>();
        void Note(object? name) => fired.Add(((string)name!, time.GetUtcNow() - time.Start));
        using var late = time.CreateTimer(Note, "late", TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var often = time.CreateTimer(Note, "often", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        using var never = time.CreateTimer(Note, "never", TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        never.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(
            [("often", TimeSpan.FromSeconds(2)), ("late", TimeSpan.FromSeconds(3)), ("often", TimeSpan.FromSeconds(4))], fired);
        Assert.Equal(5, time.GetElapsedTime(0).TotalSeconds, 5);
    }

    [Fact]
    public async Task The_store_refuses_stale_versions_and_keeps_what_has_finalizers()
    {
        var client = new InMemoryClient();
        var created = await client.CreateAsync(Cluster, null, Token);
        Assert.True((await Assert.ThrowsAsync<ApiException>(() => client.CreateAsync(Cluster, null, Token))).IsAlreadyExists);
        var updated = await client.UpdateAsync(created with { Spec = new() { Replicas = 2 } }, null, Token);
        Assert.Equal(2, updated.Metadata.Generation);
        Assert.True((await Assert.ThrowsAsync<ApiException>(() => client.UpdateAsync(created, null, Token))).IsConflict);

        await client.DeleteAsync<CacheCluster>(created.Key(), null, Token);
        var deleting = await client.GetAsync<CacheCluster>("a", "ns", Token);
        Assert.True(deleting.IsBeingDeleted());
        await client.UpdateAsync(deleting with { Metadata = deleting.Metadata with { Finalizers = [] } }, null, Token);
        Assert.Null(await client.FindAsync<CacheCluster>("a", "ns", Token));
    }

    [Fact]
    public async Task A_watch_of_the_store_tells_what_came_since_its_version()
    {
        var client = new InMemoryClient();
        var first = await client.CreateAsync(Cluster, null, Token);
        await using var events = client
            .WatchAsync<CacheCluster>("ns", new WatchOptions { ResourceVersion = first.Metadata.ResourceVersion }, Token)
            .GetAsyncEnumerator(Token);
        var next = events.MoveNextAsync();
        await client.UpdateAsync(first with { Spec = new() { Replicas = 2 } }, null, Token);
        Assert.True(await next);
        Assert.Equal(WatchEventType.Modified, events.Current.Type);
        Assert.Equal(2, events.Current.Value!.Spec.Replicas);
    }
}
