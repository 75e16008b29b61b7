using System.Globalization;
using System.Text;
using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Controllers;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Apply;
using K8sCache.Operator.Control;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Identity;
using K8sCache.Operator.Metrics;
using K8sCache.Operator.Observe;
using K8sCache.Topology;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace K8sCache.Operator.Tests.Fakes;

/// <summary>One cluster, its operator and its machines, stepped by hand: no thread, no clock, no network.</summary>
internal sealed class OperatorWorld
{
    public static readonly ObjectKey Cluster = new("caches", "demo");

    /// <summary>The Secret that identities are derived from.</summary>
    public static readonly ObjectKey OperatorKey = new("k8scache-system", "k8scache-operator-identity");

    /// <summary>Far more passes than any change here needs; more means that something goes in circles.</summary>
    private const int MaxPasses = 60;

    private CacheClusterController _controller;

    /// <param name="rolls">Whether changed templates replace cache servers.</param>
    public OperatorWorld(CacheClusterSpec? spec = null, bool rolls = false)
    {
        Kubernetes = new FakeKubernetes { Time = Time };
        Machines = new FakeMachines(Kubernetes, Time) { Rolls = rolls };
        Metrics = new OperatorMetrics(Prometheus.Metrics.WithCustomRegistry(Counters));
        _controller = NewController();
        Kubernetes.Put(new V1Secret
        {
            ApiVersion = "v1",
            Kind = "Secret",
            Metadata = new V1ObjectMeta { Name = OperatorKey.Name, NamespaceProperty = OperatorKey.Namespace },
            Data = new Dictionary<string, byte[]> { [IdentityKeys.Member] = new byte[IdentityKeys.KeyBytes] },
        });
        Kubernetes.Put(new CacheCluster
        {
            Metadata = new V1ObjectMeta { Name = Cluster.Name, NamespaceProperty = Cluster.Namespace },
            Spec = spec ?? new(),
        });
    }

    public FakeKubernetes Kubernetes { get; }

    public FakeMachines Machines { get; }

    public FakeEvents Events { get; } = new();

    /// <summary>What the operator counts; kept over its restarts, as a scraper adds them up.</summary>
    public OperatorMetrics Metrics { get; }

    public CollectorRegistry Counters { get; } = Prometheus.Metrics.NewCustomRegistry();

    public ManualTime Time { get; } = new();

    public CacheCluster Resource => Kubernetes.Find<CacheCluster>(Cluster)!;

    public CacheClusterStatus Status => Resource.Status!;

    public V1StatefulSet? NodeSet => Kubernetes.Find<V1StatefulSet>(Cluster with { Name = "demo-nodes" });

    public TopologyDocument? Topology =>
        TopologyConfigMap.Read(Kubernetes.Find<V1ConfigMap>(Cluster with { Name = "demo-topology" }));

    public void Edit(Func<CacheClusterSpec, CacheClusterSpec> edit)
    {
        var resource = Resource;
        Kubernetes.Put(resource with { Spec = edit(resource.Spec) });
    }

    /// <summary>A spec as the store may hold it, whatever the schema says of it.</summary>
    public void PutSpec(string json) => Kubernetes.Put(Resource with { Spec = ReadSpec(json) });

    /// <summary>What a pass sees now.</summary>
    public Task<ObservedCluster> ObserveAsync() => NewObserver().ObserveAsync(Resource, CancellationToken.None);

    /// <summary>What the operator says of such a spec, and nothing done.</summary>
    public Verdict Judge(string json, ObservedCluster observed) => NewJudge().Judge(Resource with { Spec = ReadSpec(json) }, observed);

    /// <summary>What a counter or gauge of the operator stands at.</summary>
    public async Task<double> CountedAsync(string name)
    {
        using var page = new MemoryStream();
        await Counters.CollectAndExportAsTextAsync(page);
        var line = Encoding.UTF8.GetString(page.ToArray()).Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return double.Parse(line[name.Length..], CultureInfo.InvariantCulture);
    }

    /// <summary>Deletes the cluster and makes another of its name, while the old one's pods still end.</summary>
    public void Recreate()
    {
        var spec = Resource.Spec;
        foreach (var name in (string[])["demo-nodes", "demo-router", "demo", "demo-topology"])
            Kubernetes.RemoveAny(Cluster with { Name = name });
        Kubernetes.Remove<CacheCluster>(Cluster);
        Time.Advance(TimeSpan.FromSeconds(2));
        Kubernetes.Put(new CacheCluster
        {
            Metadata = new V1ObjectMeta { Name = Cluster.Name, NamespaceProperty = Cluster.Namespace },
            Spec = spec,
        });
    }

    /// <summary>Deletes the cluster as <c>--cascade=orphan</c> does, and makes it again: what it owned is nobody's.</summary>
    public void Orphan()
    {
        var cluster = Resource;
        Disown();
        Kubernetes.Remove<CacheCluster>(Cluster);
        Time.Advance(TimeSpan.FromSeconds(2));
        Kubernetes.Put(new CacheCluster
        {
            Metadata = new V1ObjectMeta { Name = Cluster.Name, NamespaceProperty = Cluster.Namespace },
            Spec = cluster.Spec,
        });
    }

    /// <summary>Takes the owner off all that the cluster owns.</summary>
    public void Disown()
    {
        Disown<V1StatefulSet>("demo-nodes");
        Disown<V1Service>("demo-nodes");
        Disown<V1PodDisruptionBudget>("demo-nodes");
        Disown<V1Service>("demo");
        Disown<V1Deployment>("demo-router");
        Disown<V1PodDisruptionBudget>("demo-router");
        Disown<V1ConfigMap>("demo-topology");
    }

    /// <summary>Another operator process takes over: nothing it did not read is known to it.</summary>
    public void RestartOperator() => _controller = NewController();

    /// <param name="seen">The resource as a cache that lags behind has it; null for as it is.</param>
    public async Task<ReconciliationResult<CacheCluster>> PassAsync(CacheCluster? seen = null)
    {
        var result = await _controller.ReconcileAsync(seen ?? Resource, CancellationToken.None);
        Kubernetes.AssertNoneWrittenTo();
        return result;
    }

    /// <summary>Passes and machines take turns until a pass writes nothing and nothing moves; returns what was written.</summary>
    public async Task<IReadOnlyList<string>> ConvergeAsync()
    {
        var first = Kubernetes.Writes.Count;
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var before = Kubernetes.Writes.Count;
            await PassAsync();
            Machines.Settle();
            Time.Advance(TimeSpan.FromSeconds(1));
            if (Kubernetes.Writes.Count == before && pass > 2)
                return [.. Kubernetes.Writes.Skip(first)];
        }

        throw new InvalidOperationException($"did not settle; last writes: {string.Join(", ", Kubernetes.Writes.TakeLast(6))}");
    }

    public Condition Condition(string type) => Status.Conditions!.Single(condition => condition.Type == type);

    private void Disown<T>(string name)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        // A copy: what the caches hold is never written to.
        var copy = OperatorTypes.Json.Deserialize<T>(OperatorTypes.Json.ToNode(Kubernetes.Find<T>(Cluster with { Name = name })!));
        copy.Metadata = copy.Metadata with { OwnerReferences = null };
        Kubernetes.Put(copy);
    }

    /// <summary>As the operator reads it.</summary>
    public static CacheClusterSpec ReadSpec(string json) => OperatorTypes.Json.Deserialize<CacheCluster>($$"""{"spec":{{json}}}""").Spec;

    private ClusterObserver NewObserver() => new(Kubernetes, Machines, new IdentityKeys(Kubernetes, OperatorKey), new MachineZones(Kubernetes), new SilenceTracker(Time), Time);

    private SpecJudge NewJudge() => new(new PodImage("k8scache-node", "IfNotPresent"), Metrics, NullLogger<SpecJudge>.Instance);

    private CacheClusterController NewController() => new(
        NewObserver(),
        NewJudge(),
        new NameClaims(Kubernetes, Kubernetes),
        new IdentitySecrets(Kubernetes, Time),
        new ObjectApplier(Kubernetes, Kubernetes, Events, NullLogger<ObjectApplier>.Instance),
        new TopologyWriter(Kubernetes, Machines, Events, NullLogger<TopologyWriter>.Instance),
        new StatusWriter(Kubernetes, Events, NullLogger<StatusWriter>.Instance),
        Metrics);
}
