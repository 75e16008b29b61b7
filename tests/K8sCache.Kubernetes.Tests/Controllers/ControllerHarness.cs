using System.Collections.Concurrent;
using k8s.Models;
using K8sCache.Kubernetes.Controllers;
using K8sCache.Kubernetes.Informers;
using K8sCache.Kubernetes.LeaderElection;
using K8sCache.Kubernetes.Metrics;
using K8sCache.Kubernetes.Objects;
using K8sCache.Kubernetes.Tests.Metrics;
using K8sCache.Kubernetes.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Kubernetes.Tests.Controllers;

/// <summary>A manager with one controller whose behaviour a test sets, on a store in memory and virtual time.</summary>
internal sealed class ControllerHarness : IAsyncDisposable
{
    private ControllerManager? _manager;

    public FakeTimeProvider Time { get; } = new();

    public InMemoryClient Client { get; } = new();

    public KubernetesMetrics Metrics { get; } = TestMetrics.New();

    public RecordingController Controller { get; } = new();

    public ConcurrentQueue<string> Calls => Controller.Calls;

    public ControllerManager Manager => _manager!;

    public async Task StartAsync(
        Func<ControllerBuilder<CacheCluster>, ControllerBuilder<CacheCluster>>? describe = null, LeaderElector? elector = null)
    {
        var builder = new ControllerBuilder<CacheCluster>("clusters", Controller);
        var registration = (describe?.Invoke(builder) ?? builder).Build();
        var informers = new InformerRegistry(Client, Time, new Random(1), Metrics, NullLogger.Instance);
        _manager = new ControllerManager(
            Client, informers, [registration], elector, Time, Metrics, NullLoggerFactory.Instance);
        await _manager.StartAsync(CancellationToken.None);
        await Eventually.True(() => _manager.IsReady);
    }

    public Task<CacheCluster> CreateAsync(string name, params string[] finalizers) => Client.CreateAsync(
        new CacheCluster { Metadata = new() { Name = name, NamespaceProperty = "ns", Finalizers = finalizers.Length > 0 ? finalizers : null } },
        null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_manager is not null)
            await _manager.DisposeAsync();
    }

    [EntityRbac(typeof(CacheCluster), Verbs = RbacVerbs.Read | RbacVerbs.Patch)]
    [EntityRbac(typeof(V1Lease), Verbs = RbacVerbs.Read)]
    internal sealed class RecordingController : IEntityController<CacheCluster>, IEntityFinalizer<CacheCluster>
    {
        public ConcurrentQueue<string> Calls { get; } = new();

        public Func<CacheCluster, CancellationToken, Task<ReconciliationResult<CacheCluster>>> OnReconcile { get; set; } =
            (entity, _) => Task.FromResult(ReconciliationResult<CacheCluster>.Success(entity));

        public Func<CacheCluster, ReconciliationResult<CacheCluster>> OnDeleted { get; set; } = ReconciliationResult<CacheCluster>.Success;

        public Func<CacheCluster, ReconciliationResult<CacheCluster>> OnFinalize { get; set; } = ReconciliationResult<CacheCluster>.Success;

        public Task<ReconciliationResult<CacheCluster>> ReconcileAsync(CacheCluster entity, CancellationToken cancellationToken)
        {
            Calls.Enqueue($"reconcile {entity.Metadata.Name}");
            return OnReconcile(entity, cancellationToken);
        }

        public Task<ReconciliationResult<CacheCluster>> DeletedAsync(CacheCluster entity, CancellationToken cancellationToken)
        {
            Calls.Enqueue($"deleted {entity.Metadata.Name}");
            return Task.FromResult(OnDeleted(entity));
        }

        public Task<ReconciliationResult<CacheCluster>> FinalizeAsync(CacheCluster entity, CancellationToken cancellationToken)
        {
            Calls.Enqueue($"finalize {entity.Metadata.Name}");
            return Task.FromResult(OnFinalize(entity));
        }
    }
}
