using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Controllers;
using K8sCache.Kubernetes.Events;
using K8sCache.Kubernetes.Informers;
using K8sCache.Kubernetes.LeaderElection;
using K8sCache.Kubernetes.Metrics;
using K8sCache.Kubernetes.Objects;
using K8sCache.Kubernetes.Tests.Metrics;
using K8sCache.Kubernetes.Tests.Support;
using K8sCache.LocalCluster.Api;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Kubernetes.Tests.Integration;

/// <summary>Informers, controllers, leases and events against an API server that goes away and comes back.</summary>
public sealed class OperatorIntegrationTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly IKubernetesClient _client = fixture.Client;
    private readonly KubernetesMetrics _metrics = TestMetrics.New();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_informer_keeps_up_while_the_server_goes_away_and_comes_back()
    {
        var space = await fixture.CreateNamespaceAsync("informer");
        for (var i = 0; i < 5; i++)
            await CreateMapAsync(space, $"m{i}");
        using var stop = new CancellationTokenSource();
        var options = new InformerOptions<V1ConfigMap> { Namespace = space, PageSize = 2, LabelSelector = "app=test" };
        var informer = new Informer<V1ConfigMap>(_client, options, TimeProvider.System, new Random(1), _metrics, NullLogger.Instance);
        var events = new ConcurrentQueue<string>();
        informer.AddHandler(change => events.Enqueue($"{change.Type} {change.Value.Metadata.Name}"));
        var running = informer.RunAsync(stop.Token);
        await informer.WaitForSyncAsync(Token);
        Assert.Equal(5, informer.List().Count);

        await CreateMapAsync(space, "new");
        await Eventually.True(() => informer.List().Count == 6);
        // While it is away the world moves on: what changed must be found when it is back, and nothing else reported.
        await fixture.Cluster.StopApiAsync();
        var changed = new JsonObject { ["data"] = new JsonObject { ["k"] = "v" } };
        fixture.Cluster.Api.Patch(KnownResources.ConfigMaps, space, "m0", PatchType.Merge, changed);
        fixture.Cluster.Api.Delete(KnownResources.ConfigMaps, space, "m1");
        await fixture.Cluster.StartApiAsync(Token);
        await Eventually.True(() => events.Contains("Updated m0") && events.Contains("Deleted m1"));
        Assert.Equal(5, informer.List().Count);
        Assert.Equal(events.Count, events.Distinct().Count());
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_controller_makes_heals_and_cleans_up()
    {
        var space = await fixture.CreateNamespaceAsync("controller");
        var controller = new MapController(_client);
        var informers = new InformerRegistry(_client, TimeProvider.System, new Random(1), _metrics, NullLogger.Instance);
        var registration = new ControllerBuilder<CacheCluster>("maps", controller)
            .WithOptions(new ControllerOptions { Namespace = space })
            .When(Predicates.GenerationChanged)
            .Owns<V1ConfigMap>()
            .WithFinalizer("k8scache.io/test", controller)
            .Build();
        await using var manager = new ControllerManager(
            _client, informers, [registration], Elector(space, "one"), TimeProvider.System, _metrics, NullLoggerFactory.Instance);
        await manager.StartAsync(Token);

        await _client.CreateAsync(
            new CacheCluster { Metadata = new() { Name = "a", NamespaceProperty = space }, Spec = new() { Memory = "1Gi", Replicas = 2 } }, null, Token);
        await Eventually.True(async () => await DataAsync(space) == "2");
        await _client.PatchAsync<CacheCluster>(new ObjectKey(space, "a"), KubernetesPatch.Merge(
            new() { ["spec"] = new JsonObject { ["replicas"] = 4 } }), null, Token);
        await Eventually.True(async () => await DataAsync(space) == "4");
        await _client.DeleteAsync<V1ConfigMap>(new ObjectKey(space, "a"), null, Token);
        await Eventually.True(async () => await DataAsync(space) == "4");

        await _client.DeleteAsync<CacheCluster>(new ObjectKey(space, "a"), null, Token);
        await Eventually.True(() => controller.Finalized == 1 && controller.Deleted == 1);
        Assert.Null(await _client.FindAsync<CacheCluster>("a", space, Token));
        await Eventually.True(async () => await DataAsync(space) is null);
    }

    [Fact]
    public async Task Of_two_contenders_one_leads_and_the_other_follows_its_release()
    {
        var space = await fixture.CreateNamespaceAsync("lease");
        using var stopFirst = new CancellationTokenSource();
        using var stopSecond = new CancellationTokenSource();
        var first = Elector(space, "first");
        var second = Elector(space, "second");
        var leadingFirst = first.RunAsync(lost => UntilAsync(lost, stopFirst.Token), stopFirst.Token);
        await Eventually.True(() => first.IsLeading);
        var leadingSecond = second.RunAsync(lost => UntilAsync(lost, stopSecond.Token), stopSecond.Token);
        await stopFirst.CancelAsync();
        await leadingFirst;
        await Eventually.True(() => second.IsLeading);
        Assert.Equal(1, (await _client.GetAsync<V1Lease>("operator", space, Token)).Spec.LeaseTransitions);
        await stopSecond.CancelAsync();
        await leadingSecond;
    }

    [Fact]
    public async Task Events_are_taken_by_the_server_and_counted()
    {
        var space = await fixture.CreateNamespaceAsync("events");
        var about = await CreateMapAsync(space, "m");
        using var recorder = new EventRecorder(
            _client, new EventRecorderOptions { ReportingController = "k8scache.io/operator", ReportingInstance = "operator-0" },
            TimeProvider.System, NullLogger<EventRecorder>.Instance);
        await recorder.StartAsync(Token);
        for (var i = 0; i < 3; i++)
            recorder.Publish(about, EventType.Warning, "NodeLost", "Promote", "a node is gone");
        await recorder.StopAsync(Token);
        var written = Assert.Single((await _client.ListAsync<Eventsv1Event>(space, null, Token)).Items);
        Assert.Equal(3, written.Series!.Count);
        Assert.Equal(about.Metadata.Uid, written.Regarding!.Uid);
    }

    private LeaderElector Elector(string space, string identity) => new(
        _client, new LeaderElectionOptions { LeaseName = "operator", Namespace = space, Identity = identity },
        TimeProvider.System, new Random(1), _metrics, NullLogger.Instance);

    private static async Task UntilAsync(params CancellationToken[] tokens)
    {
        using var any = CancellationTokenSource.CreateLinkedTokenSource(tokens);
        var ended = new TaskCompletionSource();
        await using var registration = any.Token.Register(() => ended.TrySetResult());
        await ended.Task;
    }

    private async Task<string?> DataAsync(string space) =>
        (await _client.FindAsync<V1ConfigMap>("a", space, Token))?.Data?["replicas"];

    private Task<V1ConfigMap> CreateMapAsync(string space, string name) => _client.CreateAsync(
        new V1ConfigMap
        {
            Metadata = new() { Name = name, NamespaceProperty = space, Labels = new Dictionary<string, string> { ["app"] = "test" } },
        },
        null, Token);

    [EntityRbac(typeof(CacheCluster), Verbs = RbacVerbs.Read | RbacVerbs.Patch)]
    [EntityRbac(typeof(V1ConfigMap), Verbs = RbacVerbs.Read | RbacVerbs.Create | RbacVerbs.Patch)]
    private sealed class MapController(IKubernetesClient client) : IEntityController<CacheCluster>, IEntityFinalizer<CacheCluster>
    {
        private int _finalized;
        private int _deleted;

        public int Finalized => Volatile.Read(ref _finalized);

        public int Deleted => Volatile.Read(ref _deleted);

        public async Task<ReconciliationResult<CacheCluster>> ReconcileAsync(CacheCluster entity, CancellationToken cancellationToken)
        {
            var map = new V1ConfigMap
            {
                Metadata = new()
                {
                    Name = entity.Metadata.Name,
                    NamespaceProperty = entity.Metadata.NamespaceProperty,
                    OwnerReferences = [entity.ToOwnerReference()],
                },
                Data = new Dictionary<string, string> { ["replicas"] = $"{entity.Spec.Replicas}" },
            };
            await client.ApplyAsync(map, new ApplyOptions { FieldManager = "test" }, cancellationToken);
            return ReconciliationResult<CacheCluster>.Success(entity);
        }

        public Task<ReconciliationResult<CacheCluster>> DeletedAsync(CacheCluster entity, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _deleted);
            return Task.FromResult(ReconciliationResult<CacheCluster>.Success(entity));
        }

        public Task<ReconciliationResult<CacheCluster>> FinalizeAsync(CacheCluster entity, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _finalized);
            return Task.FromResult(ReconciliationResult<CacheCluster>.Success(entity));
        }
    }
}
