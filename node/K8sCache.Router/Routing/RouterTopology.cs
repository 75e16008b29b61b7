using System.Text;
using K8sCache.Topology;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Router.Routing;

/// <summary>A topology snapshot, the scheduler it asks for, and who is primary of what; immutable, shared by all loops.</summary>
internal sealed class RouterTopology
{
    private readonly Dictionary<string, int> _primarySlots = new(StringComparer.Ordinal);

    private RouterTopology(TopologySnapshot snapshot, IScheduler scheduler)
    {
        Snapshot = snapshot;
        Scheduler = scheduler;
        Fill = FillShares.Of(snapshot.Slots);
        var hash = 14695981039346656037UL;
        foreach (var range in snapshot.Slots.Ranges)
        {
            var primary = range.Copies[0].Node;
            _primarySlots[primary] = PrimarySlotsOf(primary) + range.To - range.From + 1;
            // Ranges may be cut where only copies behind the primary differ, so every slot counts by itself.
            var name = Fnv(14695981039346656037UL, Encoding.UTF8.GetBytes(primary));
            for (var slot = range.From; slot <= range.To; slot++)
                hash = (hash ^ name) * 1099511628211UL;
        }

        Primaries = [.. _primarySlots.Keys.Order(StringComparer.Ordinal)];
        PrimariesHash = hash;
    }

    public TopologySnapshot Snapshot { get; }

    public IScheduler Scheduler { get; }

    /// <summary>How much of its slots each node holds, 0 to 1, by node index: new nodes start slowly.</summary>
    public double[] Fill { get; }

    /// <summary>Names of the nodes that are primary of any slot, sorted: the way a SCAN goes.</summary>
    public IReadOnlyList<string> Primaries { get; }

    /// <summary>The same for topologies that give each slot the same primary, and hardly for others.</summary>
    public ulong PrimariesHash { get; }

    // A document that was read has no parameter out of range.
    public static RouterTopology Of(TopologySnapshot snapshot) =>
        new(snapshot, SchedulerFactory.Create(snapshot.Document.Scheduler, []));

    /// <summary>Whether each slot has the same copies, at the same addresses.</summary>
    public bool HasSameCopies(RouterTopology other) =>
        Snapshot.Slots.Ranges.SequenceEqual(other.Snapshot.Slots.Ranges)
        && Snapshot.Slots.Nodes.Select(node => (node.Name, node.Address, node.State)).SequenceEqual(other.Snapshot.Slots.Nodes.Select(node => (node.Name, node.Address, node.State)));

    /// <summary>How many slots a node is primary of.</summary>
    public int PrimarySlotsOf(string node) => _primarySlots.GetValueOrDefault(node);

    private static ulong Fnv(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            hash = (hash ^ value) * 1099511628211UL;
        return hash;
    }
}
