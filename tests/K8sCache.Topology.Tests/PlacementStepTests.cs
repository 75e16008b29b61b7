namespace K8sCache.Topology.Tests;

/// <summary>Live change, step by step, and under random events; <see cref="PlannerWorld"/> checks the invariants at each step.</summary>
public sealed class PlacementStepTests
{
    [Fact]
    public void A_new_cluster_is_in_sync_at_once_and_then_quiet()
    {
        var world = World(3, 2);
        Assert.True(world.Step());
        Assert.All(world.Current!.Slots, range => Assert.All(range.Copies, copy => Assert.Equal(CopyState.InSync, copy.State)));
        Assert.False(world.Step());
    }

    [Fact]
    public void Growth_goes_through_Filling_InSync_promotion_and_Leaving()
    {
        var world = World(2, 1);
        world.Settle();
        world.Add("c");

        Assert.True(world.Step());
        Assert.Equal(16384 / 3, Slots(world, "c", CopyState.Filling), 1.0);
        Assert.Equal(0, world.Owned("c", 0));
        Assert.False(world.Step()); // nothing filled yet

        world.Fill(new Random(1), 1);
        Assert.True(world.Step());
        Assert.Equal(16384 / 3, world.Owned("c", 0), 1.0);
        Assert.Equal(16384 / 3, Slots(world, "a", CopyState.Leaving) + Slots(world, "b", CopyState.Leaving), 1.0);

        Assert.True(world.Step());
        Assert.All(world.Current!.Slots, range => Assert.Single(range.Copies));
        Assert.False(world.Step());
    }

    [Fact]
    public void Half_filled_steps_reach_the_same_end_without_extra_moves()
    {
        var world = World(3, 2);
        world.Settle();
        var before = world.Holders();
        world.Add("d");
        var random = new Random(3);
        var steps = 0;
        while (world.Step() && steps++ < 40)
            world.Fill(random, 0.4);
        world.Settle();

        var after = world.Holders();
        var moved = Enumerable.Range(0, HashSlot.Count).Sum(slot => after[slot].Except(before[slot]).Count());
        Assert.InRange(moved, 8190, 8194);
    }

    [Fact]
    public void A_dead_primary_is_replaced_at_once_and_gets_its_share_back_when_it_returns()
    {
        var world = World(3, 2);
        world.Settle();
        var before = world.Holders();
        world.Change("a", node => node with { State = NodeState.Down, Instance = null });

        Assert.True(world.Step());
        Assert.Equal(0, world.Owned("a", 0));
        Assert.DoesNotContain(world.Current!.Slots, range => range.Copies.Any(copy => copy.Node == "a"));
        world.Settle();

        world.Restart("a");
        world.Settle();
        Assert.InRange(world.Owned("a", 0), 5461, 5462);
        Assert.InRange(world.Owned("a", 1), 5461, 5462);
        var after = world.Holders();
        Assert.InRange(Enumerable.Range(0, HashSlot.Count).Count(slot => !after[slot].SetEquals(before[slot])), 0, 600);
    }

    [Fact]
    public void A_quick_restart_seen_only_by_its_instance_fills_again()
    {
        var world = World(3, 2);
        world.Settle();
        world.Restart("b");

        Assert.True(world.Step());
        Assert.Equal(0, world.Owned("b", 0));
        Assert.Equal(0, Slots(world, "b", CopyState.InSync));
        Assert.InRange(Slots(world, "b", CopyState.Filling), 10922, 10924);
        world.Settle();
        Assert.InRange(world.Owned("b", 0), 5461, 5462);
    }

    [Fact]
    public void With_one_copy_a_restarted_node_serves_its_slots_empty_and_a_dead_one_keeps_them()
    {
        var world = World(3, 1);
        world.Settle();
        var before = world.Current!.Slots;
        world.Change("a", node => node with { State = NodeState.Down });
        world.Settle();
        Assert.Equal(before, world.Current!.Slots);

        world.Restart("a");
        world.Settle();
        Assert.Equal(before, world.Current!.Slots);
        Assert.Equal(world.Nodes[0].Instance, world.Current.Nodes[0].Instance);
    }

    [Fact]
    public void All_nodes_restarting_at_once_start_anew()
    {
        var world = World(3, 2);
        world.Settle();
        foreach (var name in new[] { "a", "b", "c" })
            world.Restart(name);
        world.Settle();
        Assert.All(world.Current!.Slots, range => Assert.Equal([CopyState.InSync, CopyState.InSync], range.Copies.Select(copy => copy.State)));
    }

    [Fact]
    public void A_node_gone_for_good_is_replaced()
    {
        var world = World(4, 2);
        world.Settle();
        world.Nodes.RemoveAll(node => node.Name == "c");
        world.Settle();
        Assert.All(world.Holders(), holders => Assert.Equal(2, holders.Count));
    }

    [Fact]
    public void Other_changes_give_an_epoch_and_leave_the_slots()
    {
        var world = World(3, 2);
        world.Settle();
        var before = world.Current!;
        world.Scheduler = new SchedulerSpec { Type = SchedulerType.Adaptive };
        world.Change("a", node => node with { Address = "elsewhere:1", Zone = null });
        Assert.True(world.Step());

        Assert.Equal(before.Epoch + 1, world.Current!.Epoch);
        Assert.Equal(before.Slots, world.Current.Slots);
        Assert.False(world.Step());
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    [InlineData(2, 3)]
    public void Replication_factor_changes_live(int from, int to)
    {
        var world = World(4, from);
        world.Settle();
        world.Replication = new ReplicationSpec { Factor = to };
        world.Settle();
        Assert.All(world.Holders(), holders => Assert.Equal(to, holders.Count));
    }

    [Fact]
    public void Without_a_node_that_is_up_nothing_is_planned()
    {
        var world = World(2, 1);
        world.Change("a", node => node with { State = NodeState.Down });
        world.Change("b", node => node with { State = NodeState.Leaving });
        Assert.False(world.Step());
        Assert.Null(world.Current);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_events_never_break_an_invariant_and_always_settle(int seed)
    {
        var random = new Random(seed);
        var world = World(3 + random.Next(4), 1 + random.Next(3));
        world.Step();
        for (var round = 0; round < 15; round++)
        {
            RandomEvent(world, random, round);
            for (var steps = random.Next(4); steps > 0; steps--)
            {
                world.Step();
                world.Fill(random, random.NextDouble());
            }
        }

        foreach (var node in world.Nodes.Where(node => node.State != NodeState.Up).ToList())
            world.Change(node.Name, changed => changed with { State = NodeState.Up });
        world.Settle();
        var copies = Math.Min(world.Replication.Factor, world.Nodes.Count);
        Assert.All(world.Current!.Slots, range =>
        {
            Assert.Equal(copies, range.Copies.Count);
            Assert.All(range.Copies, copy => Assert.Equal(CopyState.InSync, copy.State));
        });
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 6)];

    private static void RandomEvent(PlannerWorld world, Random random, int round)
    {
        var node = world.Nodes[random.Next(world.Nodes.Count)].Name;
        switch (random.Next(7))
        {
            case 0:
                world.Add($"new-{round}", $"z{random.Next(3)}");
                break;
            case 1:
                world.Change(node, changed => changed with { State = NodeState.Down });
                break;
            case 2:
                world.Restart(node);
                break;
            case 3:
                world.Change(node, changed => changed with { State = NodeState.Leaving });
                break;
            case 4:
                world.Change(node, changed => changed with { State = NodeState.Up });
                break;
            case 5 when world.Nodes.Count > 2:
                world.Nodes.RemoveAll(gone => gone.Name == node);
                break;
            default:
                world.Replication = new ReplicationSpec { Factor = 1 + random.Next(3) };
                break;
        }
    }

    private static PlannerWorld World(int nodes, int copies)
    {
        var world = new PlannerWorld { Replication = new ReplicationSpec { Factor = copies } };
        for (var index = 0; index < nodes; index++)
            world.Add($"{(char)('a' + index)}");
        return world;
    }

    private static int Slots(PlannerWorld world, string node, CopyState state) =>
        world.Current!.Slots.Where(range => range.Copies.Contains(new SlotCopy(node, state))).Sum(range => range.To - range.From + 1);
}
