using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Operator.Api;
using K8sCache.Operator.Control;
using K8sCache.Operator.Observe;
using K8sCache.Operator.Status;
using K8sCache.Operator.Tests.Fakes;
using K8sCache.Topology;
using Microsoft.Extensions.Logging.Abstractions;
using ReplicationSpec = K8sCache.Operator.Api.ReplicationSpec;

namespace K8sCache.Operator.Tests.Control;

/// <summary>What goes wrong, and how the cluster comes out of it.</summary>
public sealed class FailureTests
{
    private static CacheClusterSpec TwoCopies => new() { Replication = new ReplicationSpec { Factor = 2 } };

    [Fact]
    public async Task Pods_of_a_deleted_cluster_of_the_same_name_are_not_taken_over()
    {
        var world = new OperatorWorld();
        await world.ConvergeAsync();
        world.Recreate();
        await world.PassAsync();
        await world.PassAsync();
        Assert.Null(world.Topology);
        Assert.Equal("False", world.Condition(ConditionTypes.Ready).Status);

        world.Machines.KillAll();
        await world.ConvergeAsync();
        Assert.Equal("True", world.Condition(ConditionTypes.Ready).Status);
        Assert.All(world.Topology!.Nodes, node => Assert.Equal(world.Machines[node.Name].Instance, node.Instance));
    }

    [Fact]
    public async Task A_lost_node_is_replaced_as_primary_in_one_pass_and_refilled_when_back()
    {
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();
        world.Machines.Kill("demo-nodes-1");
        await world.PassAsync();
        Assert.DoesNotContain(SlotMap.Compile(world.Topology!).Ranges, range => range.Copies[0].Node == "demo-nodes-1");
        Assert.Equal("True", world.Condition(ConditionTypes.Ready).Status);
        Assert.Equal(Reasons.NodesDown, world.Condition(ConditionTypes.Degraded).Reason);

        world.Machines.Settle();
        await world.ConvergeAsync();
        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
        Assert.Equal("True", world.Condition(ConditionTypes.TopologyInSync).Status);
        Assert.Equal(world.Machines["demo-nodes-1"].Instance, world.Topology!.Nodes[1].Instance);
    }

    [Fact]
    public async Task A_hung_node_is_down_after_a_few_seconds_and_not_before()
    {
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();
        world.Machines["demo-nodes-0"].IsSilent = true;
        foreach (var expected in (NodeState[])[NodeState.Up, NodeState.Up, NodeState.Up, NodeState.Up, NodeState.Down])
        {
            await world.PassAsync();
            Assert.Equal(expected, world.Topology!.Nodes[0].State);
            world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        world.Machines["demo-nodes-0"].IsSilent = false;
        await world.ConvergeAsync();
        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
    }

    [Fact]
    public async Task A_restarted_only_copy_serves_again_empty()
    {
        var world = new OperatorWorld();
        await world.ConvergeAsync();
        world.Machines.Kill("demo-nodes-2");
        await world.PassAsync();
        Assert.Equal(Reasons.SlotsUnavailable, world.Condition(ConditionTypes.Ready).Reason);
        world.Machines.Settle();
        await world.ConvergeAsync();
        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
    }

    [Fact]
    public async Task A_deleted_topology_is_taken_back_from_the_pods()
    {
        var world = new OperatorWorld();
        await world.ConvergeAsync();
        var before = world.Topology!;
        world.Kubernetes.Remove<V1ConfigMap>(OperatorWorld.Cluster with { Name = "demo-topology" });
        await world.ConvergeAsync();
        Assert.Equal(before, world.Topology);
    }

    [Fact]
    public async Task A_topology_put_back_by_hand_never_lowers_the_epoch()
    {
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();
        var key = OperatorWorld.Cluster with { Name = "demo-topology" };
        var old = world.Kubernetes.Find<V1ConfigMap>(key)!;
        world.Edit(spec => spec with { Routing = spec.Routing with { Scheduler = SchedulerType.Random } });
        await world.ConvergeAsync();
        var epoch = world.Topology!.Epoch;
        world.Kubernetes.Put(old);
        await world.ConvergeAsync();
        Assert.True(world.Topology!.Epoch >= epoch);
        Assert.Equal(SchedulerType.Random, world.Topology.Scheduler.Type);
    }

    [Fact]
    public async Task An_impossible_spec_changes_nothing_says_why_and_mending_it_is_enough()
    {
        var world = new OperatorWorld();
        await world.ConvergeAsync();
        var before = world.Topology;
        world.Edit(spec => spec with { Replication = new ReplicationSpec { Factor = 4 } });
        await world.ConvergeAsync();
        Assert.Equal((ClusterPhase.Invalid, before), (world.Status.Phase, world.Topology));
        Assert.Equal(Reasons.ReplicationFactorExceedsNodes, world.Condition(ConditionTypes.Valid).Reason);
        Assert.Contains("spec.replication.factor is 4, but spec.nodes.replicas is 3", world.Condition(ConditionTypes.Valid).Message, StringComparison.Ordinal);
        Assert.Equal("True", world.Condition(ConditionTypes.Ready).Status);

        world.Edit(spec => spec with { Replication = new ReplicationSpec { Factor = 3 } });
        await world.ConvergeAsync();
        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
        Assert.Equal(3, world.Status.ReplicationFactor);
    }

    [Fact]
    public async Task A_node_lost_while_the_spec_is_impossible_is_still_replaced()
    {
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();
        world.Edit(spec => spec with { Replication = new ReplicationSpec { Factor = 4 } });
        await world.ConvergeAsync();
        world.Machines.Kill("demo-nodes-0");
        await world.PassAsync();
        Assert.Equal("True", world.Condition(ConditionTypes.Ready).Status);
        world.Machines.Settle();
        await world.ConvergeAsync();
        Assert.Equal("True", world.Condition(ConditionTypes.TopologyInSync).Status);
    }

    [Fact]
    public async Task What_pods_wait_for_that_have_no_certificate_is_said()
    {
        var world = new OperatorWorld(new CacheClusterSpec { Tls = new TlsSpec { SecretName = "cert", AuthClients = TlsClientAuthentication.Required } });
        await world.PassAsync();
        Assert.Contains(
            "the pods start once Secret cert exists and has members tls.crt, tls.key and ca.crt",
            world.Condition(ConditionTypes.Ready).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_object_is_said_and_keeps_no_dead_node_in_force()
    {
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();
        world.Kubernetes.Refuses = obj => obj is V1StatefulSet;
        world.Edit(spec => spec with { Nodes = spec.Nodes with { Replicas = 4 } });
        world.Machines.Kill("demo-nodes-1");
        await world.PassAsync();
        Assert.Equal(Reasons.ObjectsRefused, world.Condition(ConditionTypes.Valid).Reason);
        Assert.Equal(NodeState.Down, world.Topology!.Nodes[1].State);

        world.Kubernetes.Refuses = _ => false;
        await world.ConvergeAsync();
        Assert.Equal((ClusterPhase.Ready, 4), (world.Status.Phase, world.Topology.Nodes.Count));
    }

    [Fact]
    public async Task After_an_outage_of_the_api_server_it_goes_on_where_it_was()
    {
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();
        world.Kubernetes.Outage = new HttpRequestException("connection refused");
        world.Machines.Kill("demo-nodes-1");
        await Assert.ThrowsAsync<HttpRequestException>(() => world.PassAsync());
        world.Kubernetes.Outage = null;
        world.RestartOperator();
        world.Machines.Settle();
        await world.ConvergeAsync();
        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
    }

    [Fact]
    public async Task Of_two_operators_only_one_makes_an_epoch()
    {
        var world = new OperatorWorld();
        await world.ConvergeAsync();
        var topology = world.Topology!;
        var stale = new ObservedCluster
        {
            Nodes = [],
            Routers = [],
            Now = world.Time.GetUtcNow(),
            TopologyConfigMap = world.Kubernetes.Find<V1ConfigMap>(OperatorWorld.Cluster with { Name = "demo-topology" }),
        };
        world.Edit(spec => spec with { Routing = spec.Routing with { Scheduler = SchedulerType.Random } });
        await world.PassAsync();

        var other = new TopologyWriter(world.Kubernetes, world.Machines, world.Events, NullLogger<TopologyWriter>.Instance);
        var refused = await Assert.ThrowsAsync<ApiException>(() =>
            other.StoreAsync(world.Resource, stale, topology with { Epoch = topology.Epoch + 1 }, CancellationToken.None));
        Assert.True(refused.IsConflict);
        Assert.Equal(SchedulerType.Random, world.Topology!.Scheduler.Type);
    }
}
