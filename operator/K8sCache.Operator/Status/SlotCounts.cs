using K8sCache.Topology;

namespace K8sCache.Operator.Status;

/// <summary>How far a topology's slots have the copies they should.</summary>
public sealed record SlotCounts
{
    /// <summary>Slots with all wanted copies in sync.</summary>
    public int InSync { get; private init; }

    /// <summary>Slots with a copy that is being filled.</summary>
    public int Filling { get; private init; }

    /// <summary>Slots with fewer copies, filling ones included, than wanted.</summary>
    public int Short { get; private init; }

    /// <summary>Slots nobody can read: no copy in sync on a node that is up and serves.</summary>
    public int Unavailable { get; private init; }

    /// <param name="topology">The topology in force.</param>
    /// <param name="servingNodes">Nodes that answer routers, as far as is known.</param>
    public static SlotCounts Of(TopologyDocument topology, IReadOnlySet<string> servingNodes)
    {
        // A slot cannot have more copies than there are nodes, whatever the factor.
        var wanted = Math.Min(topology.Replication.Factor, topology.Nodes.Count(node => node.State != NodeState.Leaving));
        var down = topology.Nodes.Where(node => node.State == NodeState.Down).Select(node => node.Name).ToHashSet();
        var (inSync, filling, missing, unavailable) = (0, 0, 0, 0);
        foreach (var range in SlotMap.Compile(topology).Ranges)
        {
            var slots = range.To - range.From + 1;
            var synced = range.Copies.Count(copy => copy.State == CopyState.InSync && !down.Contains(copy.Node));
            var serving = range.Copies.Any(copy =>
                copy.State == CopyState.InSync && !down.Contains(copy.Node) && servingNodes.Contains(copy.Node));
            var joining = range.Copies.Count(copy => copy.State == CopyState.Filling);
            inSync += synced >= wanted && joining == 0 ? slots : 0;
            filling += joining > 0 ? slots : 0;
            missing += synced + joining < wanted ? slots : 0;
            unavailable += serving ? 0 : slots;
        }

        return new SlotCounts { InSync = inSync, Filling = filling, Short = missing, Unavailable = unavailable };
    }
}
