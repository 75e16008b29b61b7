using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Controllers;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Apply;
using K8sCache.Operator.Control;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Observe;
using K8sCache.Topology;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Operator.Tests.Fakes;

/// <summary>One cluster, its operator and its machines, stepped by hand: no thread, no clock, no network.</summary>
internal sealed class OperatorWorld
{
    public static readonly ObjectKey Cluster = new("caches", "demo");

    /// <summary>Far more passes than any change here needs; more means that something goes in circles.</summary>
    private const int MaxPasses = 60;

    private CacheClusterController _controller;

    /// <param name="rolls">Whether changed templates replace cache servers.</param>
    public OperatorWorld(CacheClusterSpec? spec = null, bool rolls = false)
    {
        Kubernetes = new FakeKubernetes { Time = Time };
        Machines = new FakeMachines(Kubernetes, Time) { Rolls = rolls };
        _controller = NewController();
        Kubernetes.Put(new CacheCluster
        {
            Metadata = new V1ObjectMeta { Name = Cluster.Name, NamespaceProperty = Cluster.Namespace },
            Spec = spec ?? new(),
        });
    }

    public FakeKubernetes Kubernetes { get; }

    public FakeMachines Machines { get; }

    public FakeEvents Events { get; } = new();

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
        Disown<V1StatefulSet>("demo-nodes");
        Disown<V1Service>("demo-nodes");
        Disown<V1PodDisruptionBudget>("demo-nodes");
        Disown<V1Service>("demo");
        Disown<V1Deployment>("demo-router");
        Disown<V1PodDisruptionBudget>("demo-router");
        Disown<V1ConfigMap>("demo-topology");
        Kubernetes.Remove<CacheCluster>(Cluster);
        Time.Advance(TimeSpan.FromSeconds(2));
        Kubernetes.Put(new CacheCluster
        {
            Metadata = new V1ObjectMeta { Name = Cluster.Name, NamespaceProperty = Cluster.Namespace },
            Spec = cluster.Spec,
        });
    }

    /// <summary>Another operator process takes over: nothing it did not read is known to it.</summary>
    public void RestartOperator() => _controller = NewController();

    public async Task<ReconciliationResult<CacheCluster>> PassAsync()
    {
        var result = await _controller.ReconcileAsync(Resource, CancellationToken.None);
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

    private CacheClusterController NewController() => new(
        new ClusterObserver(Kubernetes, Machines, new MachineZones(Kubernetes), new SilenceTracker(Time), Time),
        new NameClaims(Kubernetes, Kubernetes),
        new ObjectApplier(Kubernetes, Kubernetes, Events, NullLogger<ObjectApplier>.Instance),
        new TopologyWriter(Kubernetes, Machines, Events, NullLogger<TopologyWriter>.Instance),
        new StatusWriter(Kubernetes, Events, NullLogger<StatusWriter>.Instance),
        new PodImage("k8scache-node", "IfNotPresent"));
}
