using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Events;
using K8sCache.Kubernetes.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Kubernetes.Tests.Events;

public sealed class EventRecorderTests : IAsyncDisposable
{
    private static readonly CacheCluster Cluster = new()
    {
        Metadata = new() { Name = "demo", NamespaceProperty = "ns", Uid = "u1", ResourceVersion = "rv1" },
    };

    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryClient _client = new();
    private readonly EventRecorder _recorder;

    public EventRecorderTests() => _recorder = new EventRecorder(
        _client,
        new EventRecorderOptions { ReportingController = "k8scache.io/operator", ReportingInstance = "operator-0", BurstPerObject = 3 },
        _time, NullLogger<EventRecorder>.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _recorder.StopAsync(CancellationToken.None);
        _recorder.Dispose();
    }

    [Fact]
    public async Task An_event_says_who_what_and_why()
    {
        await _recorder.StartAsync(Token);
        _recorder.Publish(Cluster, EventType.Warning, "NodeLost", "Promote", new string('ä', 600));
        await _recorder.StopAsync(Token);
        var written = Assert.Single(await EventsAsync());
        Assert.Equal("Warning", written.Type);
        Assert.Equal("NodeLost", written.Reason);
        Assert.Equal("Promote", written.Action);
        Assert.Equal("k8scache.io/operator", written.ReportingController);
        Assert.Equal(_time.GetUtcNow().UtcDateTime, written.EventTime);
        Assert.Equal("ns", written.Metadata.NamespaceProperty);
        Assert.StartsWith("demo.", written.Metadata.Name, StringComparison.Ordinal);
        Assert.Equal(
            new V1ObjectReference
            {
                ApiVersion = "k8scache.io/v1alpha1",
                Kind = "CacheCluster",
                NamespaceProperty = "ns",
                Name = "demo",
                Uid = "u1",
                ResourceVersion = "rv1",
            },
            written.Regarding);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(written.Note!), 1000, 1024);
        Assert.Null(written.Series);
    }

    [Fact]
    public async Task Repeats_are_counted_on_the_first()
    {
        await _recorder.StartAsync(Token);
        for (var i = 0; i < 5; i++)
        {
            _recorder.Publish(Cluster, EventType.Normal, "Scaled", "Scale", $"to {i}");
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        _recorder.Publish(Cluster, EventType.Normal, "Other", "Scale", "");
        await _recorder.StopAsync(Token);
        var events = await EventsAsync();
        Assert.Equal(2, events.Count);
        var scaled = Assert.Single(events, written => written.Reason == "Scaled");
        Assert.Equal(5, scaled.Series!.Count);
        Assert.True(scaled.Series.LastObservedTime > scaled.EventTime);
    }

    [Fact]
    public async Task A_series_that_paused_long_enough_is_a_new_event()
    {
        await _recorder.StartAsync(Token);
        _recorder.Publish(Cluster, EventType.Normal, "Scaled", "Scale", "");
        await Eventually.True(() => _client.Calls.Contains("create"));
        _time.Advance(TimeSpan.FromMinutes(7));
        _recorder.Publish(Cluster, EventType.Normal, "Scaled", "Scale", "");
        await _recorder.StopAsync(Token);
        Assert.Equal(2, (await EventsAsync()).Count);
    }

    [Fact]
    public async Task One_object_cannot_flood()
    {
        await _recorder.StartAsync(Token);
        for (var i = 0; i < 10; i++)
            _recorder.Publish(Cluster, EventType.Normal, $"Reason{i}", "Act", "");
        _recorder.Publish(Cluster with { Metadata = Cluster.Metadata with { Uid = "u2" } }, EventType.Normal, "Fine", "Act", "");
        await _recorder.StopAsync(Token);
        Assert.Equal(4, (await EventsAsync()).Count);
    }

    [Fact]
    public async Task A_server_that_is_away_costs_events_and_nothing_else()
    {
        await _recorder.StartAsync(Token);
        _client.Before = _ => throw new HttpRequestException("away");
        _recorder.Publish(Cluster, EventType.Normal, "Lost", "Act", "");
        await Eventually.True(() => _client.Calls.Contains("create"));
        _client.Before = null;
        _recorder.Publish(Cluster, EventType.Normal, "Lost", "Act", "");
        await _recorder.StopAsync(Token);
        Assert.Single(await EventsAsync());
    }

    [Fact]
    public async Task Events_of_cluster_scoped_objects_go_to_default()
    {
        await _recorder.StartAsync(Token);
        _recorder.Publish(Cluster with { Metadata = Cluster.Metadata with { NamespaceProperty = null } }, EventType.Normal, "R", "A", "");
        await _recorder.StopAsync(Token);
        Assert.Equal("default", Assert.Single(await EventsAsync()).Metadata.NamespaceProperty);
    }

    [Fact]
    public void Text_is_cut_between_characters()
    {
        Assert.Equal("short", Utf8Text.Truncate("short", 5));
        Assert.Equal("ab...", Utf8Text.Truncate("abcdef", 5));
        Assert.Equal("ä...", Utf8Text.Truncate("äöü", 5));
    }

    private async Task<IReadOnlyList<Eventsv1Event>> EventsAsync() =>
        (await _client.ListAsync<Eventsv1Event>(null, null, Token)).Items;
}
