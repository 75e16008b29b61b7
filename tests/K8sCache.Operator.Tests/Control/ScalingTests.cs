using K8sCache.Operator.Api;
using K8sCache.Operator.Status;
using K8sCache.Operator.Tests.Fakes;
using K8sCache.Topology;
using ReplicationSpec = K8sCache.Operator.Api.ReplicationSpec;

namespace K8sCache.Operator.Tests.Control;

/// <summary>More and fewer nodes: pods first when growing, slots first when shrinking.</summary>
public sealed class ScalingTests
{
    [Fact]
    public async Task New_nodes_join_together_and_slots_move_to_them_only_when_filled()
    {
        var world = new OperatorWorld();
        await world.ConvergeAsync();
        Scale(world, 5);
        await world.PassAsync();
        Assert.Equal(5, world.NodeSet!.Spec!.Replicas);
        Assert.Equal(3, world.Topology!.Nodes.Count);

        world.Machines.Settle();
        foreach (var name in (string[])["demo-nodes-3", "demo-nodes-4"])
            world.Machines[name].FillsAtOnce = false;
        await world.ConvergeAsync();
        Assert.Equal(5, world.Topology!.Nodes.Count);
        Assert.Equal(Reasons.SlotsMoving, world.Condition(ConditionTypes.Progressing).Reason);
        Assert.Equal("True", world.Condition(ConditionTypes.Ready).Status);
        Assert.Equal(0, PrimarySlots(world, "demo-nodes-4"));

        foreach (var name in (string[])["demo-nodes-3", "demo-nodes-4"])
            world.Machines[name].FillsAtOnce = true;
        await world.ConvergeAsync();
        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
        Assert.InRange(PrimarySlots(world, "demo-nodes-4"), HashSlot.Count / 5 - 1, HashSlot.Count / 5 + 1);
    }

    [Fact]
    public async Task Surplus_nodes_stay_until_they_have_handed_over()
    {
        var world = new OperatorWorld(new CacheClusterSpec { Nodes = new NodesSpec { Replicas = 5 } });
        await world.ConvergeAsync();
        foreach (var process in world.Machines.Processes)
            process.FillsAtOnce = false;
        Scale(world, 3);
        await world.ConvergeAsync();
        Assert.Equal(5, world.NodeSet!.Spec!.Replicas);
        Assert.Equal(Reasons.NodesLeaving, world.Condition(ConditionTypes.Progressing).Reason);
        Assert.Equal(HashSlot.Count, SlotMap.Compile(world.Topology!).Ranges.Sum(range => range.To - range.From + 1));

        foreach (var process in world.Machines.Processes)
            process.FillsAtOnce = true;
        await world.ConvergeAsync();
        Assert.Equal(3, world.NodeSet!.Spec!.Replicas);
        Assert.Equal(3, world.Topology!.Nodes.Count);
        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
    }

    [Fact]
    public async Task A_surplus_node_goes_only_after_every_router_knows()
    {
        var world = new OperatorWorld(new CacheClusterSpec { Nodes = new NodesSpec { Replicas = 2 } });
        await world.ConvergeAsync();
        Scale(world, 1);
        while (world.Topology!.Nodes.Count > 1)
        {
            Assert.Equal(2, world.NodeSet!.Spec!.Replicas);
            await world.PassAsync();
        }

        Assert.All(world.Machines.Processes, process => Assert.Equal(world.Topology.Epoch, process.Epoch));
        await world.ConvergeAsync();
        Assert.Equal(1, world.NodeSet!.Spec!.Replicas);
    }

    [Fact]
    public async Task A_change_of_mind_half_way_settles()
    {
        var world = new OperatorWorld(new CacheClusterSpec { Replication = new ReplicationSpec { Factor = 2 } });
        await world.ConvergeAsync();
        foreach (var replicas in (int[])[6, 2, 4, 3])
        {
            Scale(world, replicas);
            await world.PassAsync();
            world.Machines.Settle();
            await world.PassAsync();
        }

        await world.ConvergeAsync();
        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
        Assert.Equal(3, world.Topology!.Nodes.Count);
        Assert.Equal(3, world.NodeSet!.Spec!.Replicas);
    }

    private static void Scale(OperatorWorld world, int replicas) =>
        world.Edit(spec => spec with { Nodes = spec.Nodes with { Replicas = replicas } });

    private static int PrimarySlots(OperatorWorld world, string node) =>
        world.Status.Nodes!.Single(status => status.Name == node).PrimarySlots!.Value;
}
