namespace K8sCache.Topology.Tests;

public sealed class TopologyHolderTests
{
    [Fact]
    public void Only_higher_epochs_are_accepted()
    {
        var holder = new TopologyHolder();
        var seen = new List<long>();
        holder.Changed += snapshot => seen.Add(snapshot.Epoch);

        Assert.Null(holder.Current);
        Assert.Equal(TopologyOutcome.Accepted, holder.Offer(Document(5)));
        Assert.Equal(TopologyOutcome.Same, holder.Offer(Document(5)));
        Assert.Equal(TopologyOutcome.Conflict, holder.Offer(Document(5) with { Replication = new ReplicationSpec { Factor = 2 } }));
        Assert.Equal(TopologyOutcome.Older, holder.Offer(Document(4)));
        Assert.Equal(TopologyOutcome.Accepted, holder.Offer(Document(6)));
        Assert.Equal(6, holder.Epoch);
        Assert.Equal([5, 6], seen);
    }

    [Fact]
    public async Task Racing_offers_end_with_the_highest()
    {
        var holder = new TopologyHolder();
        await Task.WhenAll(Enumerable.Range(1, 50).Select(epoch => Task.Run(() => holder.Offer(Document(epoch)))));
        Assert.Equal(50, holder.Epoch);
    }

    [Fact]
    public void The_compiled_map_finds_copies_and_skips_those_that_may_not_be_read()
    {
        var map = SlotMap.Compile(new TopologyDocument
        {
            Epoch = 1,
            Nodes = [Node("a", NodeState.Up), Node("b", NodeState.Down), Node("c", NodeState.Leaving)],
            Slots =
            [
                new SlotRange { From = 0, To = 99, Copies = [new("c", CopyState.InSync), new("b", CopyState.InSync), new("a", CopyState.Filling)] },
                new SlotRange { From = 100, To = 16383, Copies = [new("a", CopyState.InSync), new("c", CopyState.Leaving)] },
            ],
        });

        Assert.Equal([2, 1, 0], map[99].Nodes.ToArray());
        Assert.Equal([2], map[0].Readable.ToArray());
        Assert.Equal(2, map[0].Primary);
        Assert.Equal([0], map[100].Readable.ToArray());
        Assert.Equal(1, map[16383].PositionOf(2));
        Assert.Equal(1, map.IndexOf("b"));
        Assert.Equal(-1, map.IndexOf("x"));
    }

    private static TopologyNode Node(string name, NodeState state) => new() { Name = name, Address = $"{name}:1", State = state };

    private static TopologyDocument Document(long epoch) => new() { Epoch = epoch, Nodes = [Node("a", NodeState.Up)] };
}
