using System.Net;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace K8sCache.Kubernetes.Tests.Client;

public sealed class WatchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recorded_changes_come_in_order()
    {
        await using var server = await ReplayServer.StartAsync("06-watch", 3);
        using var client = server.CreateClient();
        var recorded = Transcript.Load("06-watch").Step(3).Events!;
        var options = new WatchOptions { ResourceVersion = "rv103", AllowBookmarks = false };
        var events = new List<WatchEvent<CacheCluster>>();
        await foreach (var change in client.WatchAsync<CacheCluster>("t06", options, Token))
        {
            events.Add(change);
            if (events.Count == recorded.Length)
                break;
        }
        server.AssertReplayed();
        Assert.Equal(recorded.Select(change => change.Type), events.Select(change => change.Type.ToString().ToUpperInvariant()));
        Assert.Equal(
            recorded.Select(change => change.Object["metadata"]!["resourceVersion"]!.ToString()),
            events.Select(change => change.ResourceVersion));
        Assert.All(events, change => Assert.Equal("t06", change.Value!.Metadata.NamespaceProperty));
    }

    [Fact]
    public async Task A_bookmark_has_a_version_and_no_object()
    {
        await using var server = await ReplayServer.StartAsync("06-watch", 43);
        using var client = server.CreateClient();
        var options = new WatchOptions { ResourceVersion = "rv4301", Timeout = TimeSpan.FromSeconds(10) };
        var events = await client.WatchAsync<CacheCluster>("t06", options, Token).ToListAsync(Token);
        server.AssertReplayed();
        Assert.Equal([WatchEventType.Modified, WatchEventType.Bookmark], events.Select(change => change.Type));
        Assert.Null(events[1].Value);
        Assert.Equal("rv4401", events[1].ResourceVersion);
    }

    [Fact]
    public async Task An_error_event_is_thrown()
    {
        await using var server = await ReplayServer.StartAsync("06-watch", 46);
        using var client = server.CreateClient();
        var options = new WatchOptions { ResourceVersion = "1", AllowBookmarks = false };
        var error = await Assert.ThrowsAsync<ApiException>(
            async () => await client.WatchAsync<CacheCluster>("t06", options, Token).ToListAsync(Token));
        server.AssertReplayed();
        Assert.True(error.IsExpired);
        Assert.Equal(HttpStatusCode.Gone, error.Code);
    }

    [Fact]
    public async Task An_end_in_mid_line_is_a_broken_connection()
    {
        await using var server = await FakeApiServer.StartAsync((context, _) => context.Response.WriteAsync(
            Line("a", "1") + """{"type":"MODIFIED","object":{"metadata":{"na"""));
        using var client = server.CreateClient();
        var seen = 0;
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var _ in client.WatchAsync<V1Lease>("ns", null, Token))
                seen++;
        });
        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task An_object_the_model_cannot_hold_does_not_end_the_stream()
    {
        await using var server = await FakeApiServer.StartAsync((context, _) => context.Response.WriteAsync(
            """{"type":"ADDED","object":{"metadata":{"name":"odd","namespace":"ns","resourceVersion":"5"},"spec":"text"}}"""
            + "\n" + Line("a", "6")));
        using var client = server.CreateClient();
        var events = await client.WatchAsync<V1Lease>("ns", null, Token).ToListAsync(Token);
        Assert.Equal(["odd", "a"], events.Select(change => change.Key.Name));
        Assert.NotNull(events[0].DecodeError);
        Assert.Null(events[0].Value);
        Assert.Equal("5", events[0].ResourceVersion);
        Assert.NotNull(events[1].Value);
    }

    [Fact]
    public async Task A_server_that_hangs_past_the_timeout_is_left()
    {
        var time = new FakeTimeProvider();
        await using var server = await FakeApiServer.StartAsync(async (context, _) =>
        {
            await context.Response.WriteAsync(Line("a", "1"));
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        using var client = server.CreateClient(time);
        await using var events = client
            .WatchAsync<V1Lease>("ns", new WatchOptions { Timeout = TimeSpan.FromSeconds(60) }, Token)
            .GetAsyncEnumerator(Token);
        Assert.True(await events.MoveNextAsync());
        var next = events.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(89));
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<IOException>(() => next);
    }

    [Fact]
    public async Task Only_the_caller_cancels()
    {
        await using var server = await FakeApiServer.StartAsync(async (context, _) =>
        {
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        using var client = server.CreateClient();
        using var stop = new CancellationTokenSource();
        var watching = client.WatchAsync<V1Lease>("ns", null, stop.Token).ToListAsync(stop.Token).AsTask();
        await Eventually.True(() => !server.Requests.IsEmpty);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    private static string Line(string name, string version) =>
        "{\"type\":\"ADDED\",\"object\":{\"metadata\":"
        + $$"""{"name":"{{name}}","namespace":"ns","resourceVersion":"{{version}}"}"""
        + "}}\n";
}
