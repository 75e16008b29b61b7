using System.Collections.Concurrent;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Informers;
using K8sCache.Kubernetes.Metrics;
using K8sCache.Kubernetes.Objects;
using K8sCache.Kubernetes.Tests.Metrics;
using K8sCache.Kubernetes.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Kubernetes.Tests.Informers;

public sealed class InformerTests : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedClient _client = new();
    private readonly KubernetesMetrics _metrics = TestMetrics.New();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _events = new();
    private readonly Informer<CacheCluster> _informer;
    private readonly Task _running;

    public InformerTests()
    {
        _informer = new Informer<CacheCluster>(
            _client, new InformerOptions<CacheCluster> { Namespace = "ns", ResyncPeriod = TimeSpan.FromHours(1) },
            _time, new Random(1), _metrics, NullLogger.Instance);
        _informer.AddHandler(change => _events.Enqueue($"{change.Type} {change.Value.Metadata.Name}@{change.Value.Metadata.ResourceVersion}"));
        _running = _informer.RunAsync(_stop.Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    [Fact]
    public async Task It_lists_then_watches_from_the_lists_version()
    {
        Assert.False(_informer.HasSynced);
        _client.AnswerList("10", Cluster("a", "5"), Cluster("b", "7"));
        await _informer.WaitForSyncAsync(Token);
        await Eventually.True(() => _client.WatchVersions.SequenceEqual(["10"]));
        Assert.Equal(["Added a@5", "Added b@7"], _events);

        _client.Send(WatchEventType.Added, Cluster("c", "11"));
        _client.Send(WatchEventType.Modified, Cluster("a", "12"));
        _client.Send(WatchEventType.Deleted, Cluster("b", "13"));
        await Eventually.True(() => _events.Count == 5);
        Assert.Equal(["Added c@11", "Updated a@12", "Deleted b@13"], _events.Skip(2));
        Assert.Equal(["a", "c"], _informer.List().Select(item => item.Metadata.Name!).Order());
        Assert.Equal("12", _informer.Get(new ObjectKey("ns", "a"))!.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task A_watch_that_ends_goes_on_from_the_last_version_bookmarks_included()
    {
        _client.AnswerList("10", Cluster("a", "5"));
        await Eventually.True(() => _client.WatchVersions.Count == 1);
        _client.Send(WatchEventType.Modified, Cluster("a", "11"));
        _client.SendBookmark("20");
        _client.EndWatch();
        await Eventually.True(() => _client.WatchVersions.Count == 2);
        Assert.Equal("20", _client.WatchVersions.Last());
        Assert.Equal(1, _client.Lists);
    }

    [Fact]
    public async Task A_broken_watch_goes_on_after_a_pause()
    {
        _client.AnswerList("10", Cluster("a", "5"));
        await Eventually.True(() => _client.WatchVersions.Count == 1);
        _client.EndWatch(new IOException("cut"));
        await Eventually.TrueWhileTimePasses(_time, Second, () => _client.WatchVersions.Count == 2);
        Assert.Equal("10", _client.WatchVersions.Last());
        Assert.Equal(1, _client.Lists);
    }

    [Fact]
    public async Task Gone_lists_anew_and_reports_only_the_differences()
    {
        _client.AnswerList("10", Cluster("a", "5"), Cluster("b", "6"), Cluster("c", "7"));
        await Eventually.True(() => _client.WatchVersions.Count == 1);
        _events.Clear();
        _client.EndWatch(InMemoryClient.Failure(System.Net.HttpStatusCode.Gone, StatusReasons.Expired));
        await Eventually.TrueWhileTimePasses(_time, Second, () => _client.Lists == 2);
        Assert.Equal(3, _informer.List().Count);

        _client.AnswerList("50", Cluster("a", "5"), Cluster("c", "40"), Cluster("d", "41"));
        await Eventually.True(() => _client.WatchVersions.Count == 2);
        Assert.Equal(["Updated c@40", "Added d@41", "Deleted b@6"], _events);
        Assert.Equal("50", _client.WatchVersions.Last());
    }

    [Fact]
    public async Task A_server_that_was_away_is_listed_anew_because_its_versions_may_run_behind()
    {
        _client.AnswerList("1000", Cluster("a", "900"));
        await Eventually.True(() => _client.WatchVersions.Count == 1);
        _events.Clear();
        _client.EndWatch(new HttpRequestException("connection refused"));
        await Eventually.TrueWhileTimePasses(_time, Second, () => _client.Lists == 2);
        _client.FailList(new HttpRequestException("connection refused"));
        await Eventually.TrueWhileTimePasses(_time, Second, () => _client.Lists == 3);
        Assert.Single(_informer.List());
        _client.AnswerList("20", Cluster("a", "15"));
        await Eventually.True(() => _client.WatchVersions.Count == 2);
        Assert.Equal("20", _client.WatchVersions.Last());
        Assert.Equal(["Updated a@15"], _events);
    }

    [Fact]
    public async Task Failures_are_spaced_and_capped()
    {
        var waits = new List<TimeSpan>();
        for (var failure = 1; failure <= 12; failure++)
        {
            var expected = failure;
            await Eventually.True(() => _client.Lists == expected);
            var started = _time.GetUtcNow();
            _client.FailList(new HttpRequestException("refused"));
            await Eventually.TrueWhileTimePasses(_time, TimeSpan.FromMilliseconds(100), () => _client.Lists == expected + 1);
            waits.Add(_time.GetUtcNow() - started);
        }
        Assert.True(waits[0] < Second, $"first {waits[0]}");
        Assert.InRange(waits[^1], TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(45));
    }

    [Fact]
    public async Task A_server_that_closes_watches_at_once_is_not_stormed()
    {
        _client.AnswerList("10");
        for (var round = 1; round <= 5; round++)
        {
            var expected = round;
            await Eventually.TrueWhileTimePasses(_time, TimeSpan.FromMilliseconds(100), () => _client.WatchVersions.Count == expected);
            _client.EndWatch();
        }
        Assert.True(_time.GetUtcNow() - _time.Start > TimeSpan.FromMilliseconds(1000));
    }

    [Fact]
    public async Task An_object_that_cannot_be_represented_stays_as_last_known()
    {
        _client.AnswerList("10", Cluster("a", "5"));
        await Eventually.True(() => _client.WatchVersions.Count == 1);
        _client.SendUndecodable(new ObjectKey("ns", "a"), "11");
        _client.Send(WatchEventType.Added, Cluster("b", "12"));
        await Eventually.True(() => _informer.List().Count == 2);
        Assert.Equal("5", _informer.Get(new ObjectKey("ns", "a"))!.Metadata.ResourceVersion);

        _client.EndWatch(InMemoryClient.Failure(System.Net.HttpStatusCode.Gone, StatusReasons.Expired));
        await Eventually.TrueWhileTimePasses(_time, Second, () => _client.Lists == 2);
        _client.AnswerList("30", [Cluster("b", "12")], [new UndecodableObject(new ObjectKey("ns", "a"), "odd")]);
        await Eventually.True(() => _client.WatchVersions.Count == 2);
        Assert.Equal(2, _informer.List().Count);
    }

    [Fact]
    public async Task Objects_are_found_by_their_controller()
    {
        var owner = Cluster("owner", "1");
        var owned = Cluster("a", "5");
        owned = owned with { Metadata = owned.Metadata with { OwnerReferences = [owner.ToOwnerReference()] } };
        _client.AnswerList("10", owned, Cluster("b", "6"));
        await _informer.WaitForSyncAsync(Token);
        Assert.Equal("a", Assert.Single(_informer.ByIndex(InformerIndexes.ControllerUid, owner.Metadata.Uid!)).Metadata.Name);
        await Eventually.True(() => _client.WatchVersions.Count == 1);
        _client.Send(WatchEventType.Modified, Cluster("a", "11"));
        await Eventually.True(() => _events.Count == 3);
        Assert.Empty(_informer.ByIndex(InformerIndexes.ControllerUid, owner.Metadata.Uid!));
        Assert.Equal(2, _informer.ByIndex(InformerIndexes.Namespace, "ns").Count);
        Assert.Throws<ArgumentException>(() => _informer.ByIndex("nothing", ""));
    }

    [Fact]
    public async Task A_late_handler_hears_of_everything_and_resyncs_remind()
    {
        _client.AnswerList("10", Cluster("a", "5"));
        await _informer.WaitForSyncAsync(Token);
        var heard = new ConcurrentQueue<InformerEventType>();
        _informer.AddHandler(change => heard.Enqueue(change.Type));
        Assert.Equal([InformerEventType.Added], heard);
        _time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal([InformerEventType.Added, InformerEventType.Resynced], heard);
    }

    private static CacheCluster Cluster(string name, string version) => new()
    {
        Metadata = new() { Name = name, NamespaceProperty = "ns", Uid = $"uid-{name}", ResourceVersion = version },
    };
}
