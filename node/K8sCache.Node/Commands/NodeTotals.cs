using K8sCache.Node.Serving;

namespace K8sCache.Node.Commands;

/// <summary>What INFO's statistics count, over all loops: since the start, or since CONFIG RESETSTAT when that is taken off.</summary>
internal sealed record NodeTotals
{
    public long Connections { get; init; }

    public long Rejected { get; init; }

    public long Commands { get; init; }

    public long BytesIn { get; init; }

    public long BytesOut { get; init; }

    public long Hits { get; init; }

    public long Misses { get; init; }

    public long Errors { get; init; }

    public long Expired { get; init; }

    public long Evicted { get; init; }

    public static NodeTotals Of(NodeContext node)
    {
        var engine = node.Engine.Counters;
        return new NodeTotals
        {
            Connections = node.Clients.AcceptedTotal,
            Rejected = node.ClientListeners.Sum(listener => listener.RefusedCount),
            Commands = node.Loops.Sum(loop => loop.Counters.CallsTotal),
            BytesIn = node.Loops.Sum(loop => loop.Counters.BytesIn),
            BytesOut = node.Loops.Sum(loop => loop.Counters.BytesOut),
            Hits = node.Loops.Sum(loop => loop.Counters.Hits),
            Misses = node.Loops.Sum(loop => loop.Counters.Misses),
            Errors = node.Loops.Sum(loop => loop.Counters.ErrorReplies),
            Expired = engine.ExpiredTotal,
            Evicted = engine.EvictedTotal,
        };
    }

    public NodeTotals Since(NodeTotals before) => new()
    {
        Connections = Connections - before.Connections,
        Rejected = Rejected - before.Rejected,
        Commands = Commands - before.Commands,
        BytesIn = BytesIn - before.BytesIn,
        BytesOut = BytesOut - before.BytesOut,
        Hits = Hits - before.Hits,
        Misses = Misses - before.Misses,
        Errors = Errors - before.Errors,
        Expired = Expired - before.Expired,
        Evicted = Evicted - before.Evicted,
    };
}
