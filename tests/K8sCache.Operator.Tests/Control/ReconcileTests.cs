using k8s.Models;
using K8sCache.Kubernetes.Events;
using K8sCache.Operator.Api;
using K8sCache.Operator.Status;
using K8sCache.Operator.Tests.Fakes;
using K8sCache.Topology;
using ReplicationSpec = K8sCache.Operator.Api.ReplicationSpec;

namespace K8sCache.Operator.Tests.Control;

/// <summary>What a resource and its edits lead to.</summary>
public sealed class ReconcileTests
{
    [Fact]
    public async Task An_empty_spec_becomes_three_nodes_with_a_topology_everyone_has()
    {
        var world = new OperatorWorld();
        await world.ConvergeAsync();
        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
        Assert.Equal("3/3", world.Status.NodesReady);
        Assert.Equal("2/2", world.Status.RoutersReady);
        Assert.Equal("10.96.0.1:6379", world.Status.Endpoint);
        Assert.Equal(HashSlot.Count, world.Status.Slots!.InSync);
        Assert.Equal(1, world.Topology!.Epoch);
        Assert.All(world.Machines.Processes, process => Assert.Equal(1, process.Epoch));
        Assert.DoesNotContain(world.Events.Published, published => published.Type == EventType.Warning);
        foreach (var type in ConditionTypes.All)
        {
            var expected = type is ConditionTypes.Degraded or ConditionTypes.Progressing ? "False" : "True";
            Assert.Equal((type, expected), (type, world.Condition(type).Status));
        }
    }

    [Fact]
    public async Task A_cluster_is_ready_only_once_Kubernetes_calls_its_pods_ready()
    {
        var world = new OperatorWorld();
        await world.PassAsync();
        world.Machines.Settle();
        // The pods answer and get their topology; the kubelet has not asked them since.
        await world.PassAsync();
        Assert.NotNull(world.Topology);
        Assert.Equal(("False", Reasons.SlotsUnavailable), (world.Condition(ConditionTypes.Ready).Status, world.Condition(ConditionTypes.Ready).Reason));
        Assert.Equal((ClusterPhase.Pending, "0/3"), (world.Status.Phase, world.Status.NodesReady));

        world.Machines.Settle();
        await world.PassAsync();
        Assert.Equal("True", world.Condition(ConditionTypes.Ready).Status);
        Assert.Equal("3/3", world.Status.NodesReady);
    }

    [Fact]
    public async Task Conditions_name_the_spec_they_judge()
    {
        var world = new OperatorWorld();
        await world.ConvergeAsync();
        world.Edit(spec => spec with { Nodes = spec.Nodes with { Replicas = 4 } });
        var generation = world.Resource.Metadata.Generation;
        Assert.All(world.Status.Conditions!, condition => Assert.True(condition.ObservedGeneration < generation));
        await world.PassAsync();
        Assert.Equal(generation, world.Status.ObservedGeneration);
        Assert.All(world.Status.Conditions!, condition => Assert.Equal(generation, condition.ObservedGeneration));
        Assert.Equal("True", world.Condition(ConditionTypes.Progressing).Status);
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(1, 3, false)]
    [InlineData(0, 3, true)]
    public async Task Progressing_lasts_until_every_pod_is_of_the_newest_spec(int generationsSeen, int updated, bool expected)
    {
        var world = new OperatorWorld();
        await world.ConvergeAsync();
        var set = world.NodeSet!;
        world.Kubernetes.Put(set with
        {
            Status = new V1StatefulSetStatus { ObservedGeneration = set.Metadata.Generation + generationsSeen, UpdatedReplicas = updated },
        });
        await world.PassAsync();
        var progressing = world.Condition(ConditionTypes.Progressing);
        Assert.Equal(expected ? ("True", Reasons.PodsUpdating) : ("False", Reasons.Stable), (progressing.Status, progressing.Reason));
    }

    [Fact]
    public async Task A_pass_that_changes_nothing_writes_nothing()
    {
        var world = new OperatorWorld();
        await world.ConvergeAsync();
        for (var pass = 0; pass < 3; pass++)
            await world.PassAsync();
        var writes = world.Kubernetes.Writes.Count;
        world.RestartOperator();
        await world.PassAsync();
        Assert.Equal(writes, world.Kubernetes.Writes.Count);
    }

    [Fact]
    public async Task The_first_topology_waits_for_all_nodes_but_not_for_ever()
    {
        var world = new OperatorWorld();
        world.Machines.Unschedulable.Add("demo-nodes-2");
        for (var pass = 0; pass < 5; pass++)
        {
            await world.PassAsync();
            world.Machines.Settle();
        }

        Assert.Null(world.Topology);
        Assert.Equal(Reasons.NoTopology, world.Condition(ConditionTypes.Ready).Reason);
        world.Time.Advance(TimeSpan.FromSeconds(31));
        await world.ConvergeAsync();
        Assert.Equal(2, world.Topology!.Nodes.Count);
        Assert.Equal("True", world.Condition(ConditionTypes.Ready).Status);
        Assert.Equal("True", world.Condition(ConditionTypes.Progressing).Status);

        world.Machines.Unschedulable.Clear();
        world.Machines.Settle();
        await world.ConvergeAsync();
        Assert.Equal(3, world.Topology!.Nodes.Count);
        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
    }

    [Fact]
    public async Task A_changed_scheduler_reaches_every_pod_in_one_pass()
    {
        var world = new OperatorWorld(new CacheClusterSpec { Replication = new ReplicationSpec { Factor = 2 } });
        await world.ConvergeAsync();
        world.Edit(spec => spec with { Routing = spec.Routing with { Scheduler = SchedulerType.LeastLoad } });
        await world.PassAsync();
        Assert.All(world.Machines.Processes, process => Assert.Equal(SchedulerType.LeastLoad, process.Topology!.Scheduler.Type));
        Assert.Equal("LeastLoad", world.Status.Scheduler);
    }

    [Fact]
    public async Task A_scheduler_with_one_copy_is_allowed_and_said()
    {
        var world = new OperatorWorld(new CacheClusterSpec
        {
            Replication = new ReplicationSpec { Factor = 1 },
            Routing = new RoutingSpec { Scheduler = SchedulerType.Random },
        });
        await world.ConvergeAsync();
        Assert.Equal(Reasons.OneCopyOnly, world.Condition(ConditionTypes.SchedulerEffective).Reason);
        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
    }

    [Fact]
    public async Task Switching_the_router_kind_keeps_the_old_routers_until_the_new_ones_serve()
    {
        var world = new OperatorWorld();
        await world.ConvergeAsync();
        world.Edit(spec => spec with { Routing = spec.Routing with { Kind = RouterKind.DaemonSet } });
        await world.PassAsync();
        Assert.Single(world.Kubernetes.List<V1Deployment>());
        await world.ConvergeAsync();
        Assert.Empty(world.Kubernetes.List<V1Deployment>());
        Assert.Single(world.Kubernetes.List<V1DaemonSet>());
        Assert.Single(world.Kubernetes.List<V1PodDisruptionBudget>());
    }

    [Fact]
    public async Task Objects_that_others_changed_or_deleted_are_put_right()
    {
        var world = new OperatorWorld();
        await world.ConvergeAsync();
        var set = world.NodeSet!;
        world.Kubernetes.Put(set with { Spec = set.Spec! with { Replicas = 1 } });
        world.Kubernetes.Remove<V1Service>(OperatorWorld.Cluster);
        await world.PassAsync();
        Assert.Equal(3, world.NodeSet!.Spec!.Replicas);
        Assert.NotNull(world.Kubernetes.Find<V1Service>(OperatorWorld.Cluster));
    }
}
