using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Status;
using K8sCache.Operator.Tests.Fakes;

namespace K8sCache.Operator.Tests.Control;

/// <summary>What somebody else made is never taken over, written to or deleted.</summary>
public sealed class OwnershipTests
{
    private static readonly CacheClusterSpec TwoCopies = new() { Replication = new ReplicationSpec { Factor = 2 } };

    public static TheoryData<IKubernetesObject<V1ObjectMeta>, string> Strangers => new()
    {
        { new V1Service { Metadata = Metadata("demo"), Spec = new V1ServiceSpec { Selector = new Dictionary<string, string> { ["app"] = "legacy" } } }, "Service demo" },
        { new V1Service { Metadata = Metadata("demo-nodes") }, "Service demo-nodes" },
        { new V1StatefulSet { Metadata = Metadata("demo-nodes"), Spec = new V1StatefulSetSpec { Replicas = 0, Template = new V1PodTemplateSpec() } }, "StatefulSet demo-nodes" },
        { new V1Deployment { Metadata = Metadata("demo-router"), Spec = new V1DeploymentSpec { Replicas = 0, Template = new V1PodTemplateSpec() } }, "Deployment demo-router" },
        { new V1PodDisruptionBudget { Metadata = Metadata("demo-router") }, "PodDisruptionBudget demo-router" },
        { new V1ConfigMap { Metadata = Metadata("demo-topology"), Data = new Dictionary<string, string> { ["mine"] = "yes" } }, "ConfigMap demo-topology" },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task A_name_that_is_taken_is_said_and_nothing_is_written_until_it_is_free(IKubernetesObject<V1ObjectMeta> stranger, string what)
    {
        var world = new OperatorWorld();
        Put(world, stranger);
        var before = Stored(world, stranger);

        Assert.All(await world.ConvergeAsync(), write => Assert.Equal("status CacheCluster demo", write));
        var valid = world.Condition(ConditionTypes.Valid);
        Assert.Equal(("False", Reasons.NameTaken), (valid.Status, valid.Reason));
        Assert.StartsWith($"{what} exists and is not of CacheCluster demo", valid.Message, StringComparison.Ordinal);
        Assert.Equal(before, Stored(world, stranger));

        Remove(world, stranger);
        await world.ConvergeAsync();
        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
    }

    [Fact]
    public async Task Someone_elses_object_with_our_labels_is_not_ours()
    {
        var world = new OperatorWorld();
        world.Kubernetes.Put(new V1Service
        {
            Metadata = Metadata("demo") with
            {
                Labels = Labels.Of("demo", null),
                OwnerReferences = [new V1OwnerReference { ApiVersion = "v1", Kind = "ConfigMap", Name = "other", Uid = "other", Controller = true }],
            },
        });
        await world.ConvergeAsync();
        Assert.Equal(Reasons.NameTaken, world.Condition(ConditionTypes.Valid).Reason);
    }

    [Fact]
    public async Task A_name_that_is_lost_while_the_cache_runs_keeps_no_dead_node_in_force()
    {
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();
        var stranger = new V1Service { Metadata = Metadata("demo") };
        world.Kubernetes.Remove<V1Service>(stranger.Key());
        Put(world, stranger);
        var before = Stored(world, stranger);

        world.Machines.Kill("demo-nodes-1");
        await world.PassAsync();

        Assert.Equal(Reasons.NameTaken, world.Condition(ConditionTypes.Valid).Reason);
        Assert.Equal("True", world.Condition(ConditionTypes.Ready).Status);
        Assert.Equal(K8sCache.Topology.NodeState.Down, world.Topology!.Nodes[1].State);
        Assert.Equal(before, Stored(world, stranger));
    }

    [Fact]
    public async Task What_a_cluster_left_as_orphans_is_taken_back_with_its_pods()
    {
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();
        var (epoch, pods) = (world.Topology!.Epoch, PodUids(world));
        world.Orphan();

        await world.ConvergeAsync();

        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
        Assert.Equal(pods, PodUids(world));
        Assert.Equal(epoch, world.Topology.Epoch);
        Assert.All(
            [(IKubernetesObject<V1ObjectMeta>)world.NodeSet!, world.Kubernetes.Find<V1ConfigMap>(OperatorWorld.Cluster with { Name = "demo-topology" })!],
            obj => Assert.True(obj.IsControlledBy(world.Resource)));
        Assert.Contains(world.Events.Published, told => told.Reason == Reasons.Adopted && told.Note.StartsWith("StatefulSet demo-nodes ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_cluster_leaves_while_it_is_deleted_is_not_taken_back_by_a_pass_that_has_not_heard_of_it()
    {
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();
        var seen = world.Resource;
        world.Kubernetes.Put(seen with { Metadata = seen.Metadata with { DeletionTimestamp = world.Time.GetUtcNow().UtcDateTime } });
        world.Disown();
        var writes = world.Kubernetes.Writes.Count;

        await world.PassAsync(seen);

        Assert.All(world.Kubernetes.Writes.Skip(writes), write => Assert.Equal("status CacheCluster demo", write));
        Assert.Null(world.NodeSet!.Metadata.OwnerReferences);
    }

    [Fact]
    public async Task A_topology_whose_ConfigMap_was_lost_to_a_stranger_is_in_force_all_the_same()
    {
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();
        var stranger = new V1ConfigMap { Metadata = Metadata("demo-topology"), Data = new Dictionary<string, string> { ["topology.json"] = "mine" } };
        world.Kubernetes.Remove<V1ConfigMap>(stranger.Key());
        world.Kubernetes.Put(stranger);
        var before = Stored(world, stranger);

        world.Machines.Kill("demo-nodes-1");
        await world.PassAsync();

        Assert.Equal(Reasons.NameTaken, world.Condition(ConditionTypes.Valid).Reason);
        Assert.Equal("True", world.Condition(ConditionTypes.Ready).Status);
        Assert.DoesNotContain(
            K8sCache.Topology.SlotMap.Compile(world.Machines["demo-nodes-0"].Topology!).Ranges, range => range.Copies[0].Node == "demo-nodes-1");
        await world.ConvergeAsync();
        Assert.Equal(before, Stored(world, stranger));

        world.Kubernetes.Remove<V1ConfigMap>(stranger.Key());
        await world.ConvergeAsync();
        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
        Assert.Equal(world.Machines["demo-nodes-0"].Epoch, world.Topology!.Epoch);
    }

    [Theory]
    [InlineData(RouterKind.Deployment)]
    [InlineData(RouterKind.DaemonSet)]
    public void The_names_that_are_looked_at_are_those_of_what_is_made(RouterKind routers)
    {
        var spec = new CacheClusterSpec
        {
            Routing = new RoutingSpec { Kind = routers },
            Metrics = new MetricsSpec { ServiceMonitor = new ServiceMonitorSpec { Enabled = true } },
        };
        var cluster = new CacheCluster { Metadata = Metadata("demo") with { Uid = "uid-1" }, Spec = spec };
        var made = DesiredObjects.Of(new DesiredInput
        {
            Cluster = cluster,
            Image = new PodImage("k8scache-node", "IfNotPresent"),
            NodeReplicas = 3,
            NodePartition = 0,
            ServiceMonitorsAvailable = true,
        }).Select(obj => (obj.GetType(), obj.Metadata.Name!)).Append((typeof(V1ConfigMap), Names.Topology("demo")));

        Assert.Equal(made.ToHashSet(), DesiredObjects.NamesOf(cluster, serviceMonitorsAvailable: true).ToHashSet());
    }

    private static V1ObjectMeta Metadata(string name) => new() { Name = name, NamespaceProperty = OperatorWorld.Cluster.Namespace };

    private static void Put(OperatorWorld world, IKubernetesObject<V1ObjectMeta> stranger) => _ = stranger switch
    {
        V1Service service => (object)world.Kubernetes.Put(service),
        V1StatefulSet set => world.Kubernetes.Put(set),
        V1Deployment deployment => world.Kubernetes.Put(deployment),
        V1PodDisruptionBudget budget => world.Kubernetes.Put(budget),
        V1ConfigMap map => world.Kubernetes.Put(map),
        _ => throw new ArgumentOutOfRangeException(nameof(stranger)),
    };

    private static void Remove(OperatorWorld world, IKubernetesObject<V1ObjectMeta> stranger)
    {
        world.Kubernetes.Remove<V1Service>(stranger.Key());
        world.Kubernetes.Remove<V1StatefulSet>(stranger.Key());
        world.Kubernetes.Remove<V1Deployment>(stranger.Key());
        world.Kubernetes.Remove<V1PodDisruptionBudget>(stranger.Key());
        world.Kubernetes.Remove<V1ConfigMap>(stranger.Key());
    }

    private static string Stored(OperatorWorld world, IKubernetesObject<V1ObjectMeta> stranger) => stranger switch
    {
        V1Service => OperatorTypes.Json.Serialize(world.Kubernetes.Find<V1Service>(stranger.Key())!),
        V1StatefulSet => OperatorTypes.Json.Serialize(world.Kubernetes.Find<V1StatefulSet>(stranger.Key())!),
        V1Deployment => OperatorTypes.Json.Serialize(world.Kubernetes.Find<V1Deployment>(stranger.Key())!),
        V1PodDisruptionBudget => OperatorTypes.Json.Serialize(world.Kubernetes.Find<V1PodDisruptionBudget>(stranger.Key())!),
        V1ConfigMap => OperatorTypes.Json.Serialize(world.Kubernetes.Find<V1ConfigMap>(stranger.Key())!),
        _ => throw new ArgumentOutOfRangeException(nameof(stranger)),
    };

    private static IReadOnlyList<string> PodUids(OperatorWorld world) =>
        [.. world.Kubernetes.Pods(OperatorWorld.Cluster, Labels.NodeComponent).Select(pod => pod.Metadata.Uid!).Order(StringComparer.Ordinal)];
}
