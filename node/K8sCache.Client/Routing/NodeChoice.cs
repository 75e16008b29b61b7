using K8sCache.Client.Calls;
using K8sCache.Client.Connections;
using K8sCache.Topology.Scheduling;

namespace K8sCache.Client.Routing;

/// <summary>
/// Where a call goes: a write to its slot's primary, a read to the copy the topology's scheduler picks, what cannot go
/// straight to the address given, where a router is there. Used under the router's lock.
/// </summary>
internal sealed class NodeChoice(RoutingMode mode, NodeLink[] seeds, Random random)
{
    /// <summary>Copies a scheduler chooses among at most; more of them would not balance better.</summary>
    private const int MaxCandidates = 64;

    /// <summary>Null before the first topology.</summary>
    public RouteTable? Table { get; set; }

    public ClusterSignals Signals { get; set; } = new([]);

    /// <summary>Whether an address given said that it has no topology, so that it serves every key itself.</summary>
    public bool IsPlain { get; set; }

    /// <returns>Null when nobody can serve it now.</returns>
    public NodeLink? Of(PendingCall call, double nowSeconds)
    {
        if (call.Target is { } target)
        {
            if (!call.IsPinned)
                call.Target = null;
            if (call.IsPinned || target.IsAvailable(call.IsWrite))
                return target.IsAvailable(call.IsWrite) ? target : null;
        }

        if (mode == RoutingMode.Router || (Table is null && IsPlain))
            return Array.Find(seeds, seed => seed != call.Avoid && seed.IsAvailable(call.IsWrite));
        if (Table is not { } table)
            return null;
        var router = mode == RoutingMode.Auto ? UpRouter(call) : null;
        return Direct(call, table, mustBeUp: router is not null, nowSeconds) ?? (call.Avoid == router ? null : router);
    }

    public NodeLink? PrimaryOf(int slot) => slot >= 0 && Table is { } table ? table.Links[table.Snapshot.Slots[slot].Primary] : null;

    /// <summary>Why nobody serves a call, naming who should.</summary>
    public string WhyNone(PendingCall call)
    {
        if (call.Target is { } target)
            return $"'{target.Name}' ({target.Address}) is out of reach: {target.LastError}";
        if (mode == RoutingMode.Router || Table is null)
            return $"the cache is out of reach: {string.Join("; ", seeds.Select(seed => $"{seed.Address}: {Reason(seed, call)}"))}";
        if (call.Slot < 0)
            return "no node is in reach";
        var links = Table.Links;
        if (PrimaryOf(call.Slot) is { } primary && call.IsWrite)
            return $"node '{primary.Name}' ({primary.Address}), the primary of slot {call.Slot}, cannot serve: {Reason(primary, call)}";
        var copies = Table.Snapshot.Slots[call.Slot].Nodes.ToArray();
        return $"no copy of slot {call.Slot} can serve: "
            + string.Join("; ", copies.Select(node => $"'{links[node].Name}' ({links[node].Address}): {Reason(links[node], call)}"));
    }

    private static string Reason(NodeLink link, PendingCall call) =>
        link.IsUp(call.IsWrite) ? "it says it cannot serve now" : link.LastError;

    /// <summary>A router (or anything but a node) at one of the addresses given, that can be used now.</summary>
    private NodeLink? UpRouter(PendingCall call) =>
        Array.Find(seeds, seed => !seed.IsNode && seed.IsUpAtAll && seed.IsAvailable(call.IsWrite));

    private NodeLink? Direct(PendingCall call, RouteTable table, bool mustBeUp, double nowSeconds)
    {
        bool IsUsable(NodeLink link) =>
            link != call.Avoid && (mustBeUp ? link.IsUp(call.IsWrite) : link.IsAvailable(call.IsWrite));

        if (call.Slot < 0)
            return Array.Find(table.Links, IsUsable);
        var copies = table.Snapshot.Slots[call.Slot];
        if (call.IsWrite)
            return IsUsable(table.Links[copies.Primary]) ? table.Links[copies.Primary] : null;
        var readable = copies.Readable;
        Span<int> candidates = stackalloc int[Math.Min(readable.Length, MaxCandidates)];
        var count = 0;
        foreach (var node in readable)
        {
            if (count < candidates.Length && IsUsable(table.Links[node]))
                candidates[count++] = node;
        }

        return count == 0 ? null : table.Links[table.Scheduler.Pick(candidates[..count], Signals, nowSeconds, random)];
    }
}
