using K8sCache.Topology.Json;

namespace K8sCache.Topology.Tests;

/// <summary>The placement targets: every rank even, growth moves the minimum and nothing between old nodes.</summary>
public sealed class PlacementBalanceTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(3, 3)]
    [InlineData(5, 2)]
    [InlineData(7, 3)]
    [InlineData(12, 2)]
    [InlineData(12, 3)]
    [InlineData(48, 2)]
    [InlineData(48, 3)]
    public void Every_rank_is_even_and_growth_moves_the_minimum(int nodes, int copies)
    {
        var world = World(nodes, copies);
        world.Settle();
        AssertEven(world, copies);
        var before = world.Holders();

        world.Add(Name(nodes));
        world.Settle();

        AssertEven(world, copies);
        var after = world.Holders();
        var moved = 0;
        for (var slot = 0; slot < HashSlot.Count; slot++)
        {
            var joined = after[slot].Except(before[slot]).ToList();
            moved += joined.Count;
            Assert.All(joined, name => Assert.Equal(Name(nodes), name));
        }

        var ideal = (double)HashSlot.Count * copies / (nodes + 1);
        Assert.InRange(moved, 0, Math.Ceiling(ideal * 1.001) + copies);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(4, 2)]
    [InlineData(6, 3)]
    [InlineData(12, 2)]
    public void Shrinking_moves_only_what_the_leaving_node_had(int nodes, int copies)
    {
        var world = World(nodes, copies);
        world.Settle();
        var before = world.Holders();

        world.Change(Name(nodes - 1), node => node with { State = NodeState.Leaving });
        world.Settle();
        Assert.False(Placement.PlacementPlanner.HoldsCopies(world.Current!, Name(nodes - 1)));
        world.Nodes.RemoveAt(nodes - 1);
        world.Settle();

        AssertEven(world, copies);
        var after = world.Holders();
        var moved = Enumerable.Range(0, HashSlot.Count).Sum(slot => after[slot].Except(before[slot]).Count());
        var had = before.Count(holders => holders.Contains(Name(nodes - 1)));
        Assert.InRange(moved, had, had * 1.05);
    }

    [Theory]
    [InlineData(3, 2, 3)]
    [InlineData(6, 2, 3)]
    [InlineData(6, 3, 3)]
    [InlineData(12, 3, 2)]
    [InlineData(9, 2, 3)]
    public void Copies_go_to_different_zones_and_stay_even(int nodes, int copies, int zones)
    {
        var world = World(nodes, copies, zones);
        world.Settle();

        AssertEven(world, copies);
        AssertZones(world, Math.Min(copies, zones));
    }

    [Fact]
    public void Zones_come_before_evenness()
    {
        var world = new PlannerWorld { Replication = new ReplicationSpec { Factor = 2 } };
        foreach (var (name, zone) in new[] { ("a", "x"), ("b", "x"), ("c", "x"), ("d", "y") })
            world.Add(name, zone);
        world.Settle();

        AssertZones(world, 2);
        Assert.InRange(world.Owned("a", 0), 4096, 4096);
    }

    [Fact]
    public void Zones_that_become_known_late_are_respected_by_moving_copies()
    {
        var world = World(6, 2);
        world.Settle();
        for (var index = 0; index < 6; index++)
            world.Change(Name(index), node => node with { Zone = $"z{index % 2}" });
        world.Settle();
        AssertZones(world, 2);
    }

    [Theory]
    [InlineData(12, 2)]
    [InlineData(6, 3)]
    public void A_dying_node_burdens_all_others_alike(int nodes, int copies)
    {
        var world = World(nodes, copies);
        world.Settle();
        world.Change(Name(2), node => node with { State = NodeState.Down });
        Assert.True(world.Step());

        var fair = (double)HashSlot.Count / (nodes - 1);
        for (var index = 0; index < nodes; index++)
        {
            if (index != 2)
                Assert.InRange(world.Owned(Name(index), 0) / fair, 0.97, 1.03);
        }
    }

    [Theory]
    [InlineData(48, 2)]
    [InlineData(48, 3)]
    [InlineData(100, 1)]
    public void A_big_placement_fits_a_ConfigMap(int nodes, int copies)
    {
        var world = World(nodes, copies);
        world.Settle();
        for (var grown = 0; grown < 3; grown++)
        {
            world.Add(Name(nodes + grown));
            world.Settle();
        }

        Assert.InRange(TopologyJson.Serialize(world.Current!).Length, 0, 1_000_000);
    }

    private static PlannerWorld World(int nodes, int copies, int zones = 0)
    {
        var world = new PlannerWorld { Replication = new ReplicationSpec { Factor = copies } };
        for (var index = 0; index < nodes; index++)
            world.Add(Name(index), zones == 0 ? null : $"zone-{index % zones}");
        return world;
    }

    private static string Name(int index) => $"demo-nodes-{index}";

    private static void AssertEven(PlannerWorld world, int copies)
    {
        var mean = (double)HashSlot.Count / world.Nodes.Count;
        for (var rank = 0; rank < copies; rank++)
        {
            foreach (var node in world.Nodes)
                Assert.InRange(world.Owned(node.Name, rank), Math.Floor(mean), Math.Ceiling(mean));
        }
    }

    private static void AssertZones(PlannerWorld world, int distinct)
    {
        var zoneOf = world.Nodes.ToDictionary(node => node.Name, node => node.Zone);
        Assert.All(world.Holders(), holders => Assert.Equal(distinct, holders.Select(name => zoneOf[name]).Distinct().Count()));
    }
}
