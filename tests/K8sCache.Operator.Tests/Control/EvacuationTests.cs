using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Planning;
using K8sCache.Operator.Status;
using K8sCache.Operator.Tests.Fakes;
using K8sCache.Topology;

namespace K8sCache.Operator.Tests.Control;

/// <summary>A rolling replacement where each slot has one copy: servers are emptied before they are replaced.</summary>
public sealed class EvacuationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Every_server_is_empty_when_it_is_replaced(int replicas)
    {
        var world = await RunningAsync(new NodesSpec { Replicas = replicas });
        var replaced = new List<string>();
        world.Machines.OnReplacing = pod =>
        {
            Assert.DoesNotContain(pod, CopyHolders.Of(world.Topology!));
            replaced.Add(pod);
        };
        await ChangeTemplateAsync(world);

        Assert.Equal(Enumerable.Range(0, replicas).Reverse().Select(ordinal => $"demo-nodes-{ordinal}"), replaced);
        AssertAtRest(world, replicas);
    }

    [Fact]
    public async Task No_server_ever_has_more_than_its_share()
    {
        var world = await RunningAsync(new NodesSpec { Replicas = 3 });
        world.Machines.OnReplacing = _ => Assert.All(
            world.Topology!.Nodes.Where(node => node.State == NodeState.Up), node => Assert.InRange(SlotsOf(world, node.Name), 0, (HashSlot.Count / 3) + 1));
        await ChangeTemplateAsync(world);
        AssertAtRest(world, 3);
    }

    [Fact]
    public async Task A_server_is_not_replaced_before_its_slots_are_filled_elsewhere()
    {
        var world = await RunningAsync(new NodesSpec { Replicas = 3 });
        var replaced = new List<string>();
        world.Machines.OnReplacing = replaced.Add;
        world.Edit(Grown);
        await world.PassAsync();
        await world.PassAsync();
        world.Machines.Settle();
        await world.PassAsync();
        world.Machines.Settle();
        world.Machines["demo-nodes-3"].FillsAtOnce = false;
        await world.ConvergeAsync();
        Assert.Empty(replaced);
        Assert.Equal(Reasons.PodsUpdating, world.Condition(ConditionTypes.Progressing).Reason);
        Assert.Equal(HashSlot.Count / 3, SlotsOf(world, "demo-nodes-2"));

        world.Machines["demo-nodes-3"].FillsAtOnce = true;
        await world.ConvergeAsync();
        AssertAtRest(world, 3);
        Assert.Equal(3, replaced.Count);
    }

    [Fact]
    public async Task Without_room_for_a_spare_it_waits_and_then_goes_on_without()
    {
        var world = await RunningAsync(new NodesSpec { Replicas = 3 });
        world.Machines.Unschedulable.Add("demo-nodes-3");
        var replaced = new List<string>();
        world.Machines.OnReplacing = replaced.Add;
        await ChangeTemplateAsync(world);
        Assert.Empty(replaced);

        world.RestartOperator();
        world.Time.Advance(Evacuation.SparePatience);
        await world.ConvergeAsync();
        Assert.Equal(["demo-nodes-2", "demo-nodes-1", "demo-nodes-0"], replaced);
        AssertAtRest(world, 3);
        Assert.DoesNotContain(Labels.Surge, world.NodeSet!.Metadata.Annotations!.Keys);
    }

    [Fact]
    public async Task Without_surge_servers_are_replaced_where_they_are()
    {
        var world = await RunningAsync(new NodesSpec { Replicas = 3, MaxSurge = 0 });
        var most = 0;
        world.Machines.OnReplacing = _ => most = Math.Max(most, world.NodeSet!.Spec!.Replicas!.Value);
        await ChangeTemplateAsync(world);
        Assert.Equal(3, most);
        AssertAtRest(world, 3);
    }

    [Theory]
    [InlineData(5, 3, 0)]
    [InlineData(5, 3, 8)]
    [InlineData(4, 3, 0)]
    [InlineData(3, 5, 0)]
    [InlineData(3, 5, 8)]
    [InlineData(3, 1, 8)]
    [InlineData(3, 2, 14)]
    public async Task A_change_of_size_during_the_replacement_loses_nothing_either(int from, int to, int passesBefore)
    {
        var world = await RunningAsync(new NodesSpec { Replicas = from });
        world.Machines.OnReplacing = pod => Assert.DoesNotContain(pod, CopyHolders.Of(world.Topology!));
        await BeginChangeAsync(world, passesBefore);
        world.Edit(spec => spec with { Nodes = spec.Nodes with { Replicas = to } });
        await world.ConvergeAsync();
        AssertAtRest(world, to);
        Assert.All(Enumerable.Range(0, to), ordinal => Assert.True(world.Machines.IsOfNewestTemplate($"demo-nodes-{ordinal}")));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(11)]
    [InlineData(14)]
    public async Task Another_change_during_the_replacement_loses_nothing_either(int passesBefore)
    {
        var world = await RunningAsync(new NodesSpec { Replicas = 3 });
        world.Machines.OnReplacing = pod => Assert.DoesNotContain(pod, CopyHolders.Of(world.Topology!));
        await BeginChangeAsync(world, passesBefore);
        world.Edit(spec => spec with { Nodes = spec.Nodes with { Memory = Quantity.FromBytes(3L << 30) } });
        await world.ConvergeAsync();
        AssertAtRest(world, 3);
        Assert.All(Enumerable.Range(0, 3), ordinal => Assert.True(world.Machines.IsOfNewestTemplate($"demo-nodes-{ordinal}")));
    }

    private static CacheClusterSpec Grown(CacheClusterSpec spec) =>
        spec with { Nodes = spec.Nodes with { Memory = Quantity.FromBytes(2L << 30) } };

    private static async Task<OperatorWorld> RunningAsync(NodesSpec nodes)
    {
        var world = new OperatorWorld(new CacheClusterSpec { Nodes = nodes }, rolls: true);
        await world.ConvergeAsync();
        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
        return world;
    }

    private static async Task ChangeTemplateAsync(OperatorWorld world)
    {
        world.Edit(Grown);
        await world.ConvergeAsync();
    }

    /// <summary>Goes so far with a changed template; then another operator takes over.</summary>
    private static async Task BeginChangeAsync(OperatorWorld world, int passes)
    {
        world.Edit(Grown);
        for (var pass = 0; pass < passes; pass++)
        {
            await world.PassAsync();
            world.Machines.Settle();
            world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        world.RestartOperator();
    }

    private static void AssertAtRest(OperatorWorld world, int replicas)
    {
        Assert.Equal(ClusterPhase.Ready, world.Status.Phase);
        Assert.Equal(replicas, world.NodeSet!.Spec!.Replicas);
        Assert.Equal(replicas, world.Topology!.Nodes.Count);
        Assert.All(world.Topology.Nodes, node => Assert.InRange(SlotsOf(world, node.Name), HashSlot.Count / replicas, (HashSlot.Count / replicas) + 1));
    }

    private static int SlotsOf(OperatorWorld world, string node) => SlotMap.Compile(world.Topology!).Ranges
        .Where(range => range.Copies[0].Node == node).Sum(range => range.To - range.From + 1);
}
