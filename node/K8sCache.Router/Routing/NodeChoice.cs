using K8sCache.Topology;

namespace K8sCache.Router.Routing;

/// <summary>Which node a request goes to: the primary for writes, the copy the scheduler picks for reads.</summary>
internal static class NodeChoice
{
    /// <summary>Copies a scheduler chooses among at most; more of them would not balance better.</summary>
    private const int MaxCandidates = 64;

    /// <returns>Null when nobody can serve it now.</returns>
    public static NodeLink? Of(RouterLoop loop, PendingRequest request)
    {
        if (request.Target is { } target)
        {
            if (target.IsAvailable(request))
            {
                if (!request.IsPinned)
                    request.Target = null;
                return target;
            }

            if (request.IsPinned)
                return null;
            request.Target = null;
        }

        if (loop.Topology is not { } topology)
            return null;
        var copies = topology.Snapshot.Slots[request.Slot];
        if (request.IsWrite || request.FollowsWrites || request.NeedsPrimary)
        {
            var primary = loop.Nodes[copies.Primary];
            if (primary.IsAvailable(request) && primary != request.Node)
                return primary;
            if (request.IsWrite || request.NeedsPrimary)
                return null;
        }

        return Readable(loop, request, topology, copies);
    }

    public static NodeLink? PrimaryOf(RouterLoop loop, int slot) =>
        loop.Topology is { } topology ? loop.Nodes[topology.Snapshot.Slots[slot].Primary] : null;

    /// <summary>The error for a request nobody can serve, naming who should.</summary>
    public static string WhyNone(RouterLoop loop, PendingRequest request)
    {
        if (request.Target is { } target)
            return $"ERR node '{target.Name}' ({target.Address}) is out of reach";
        if (loop.Topology is not { } topology)
            return "LOADING the router has no topology yet";
        var copies = topology.Snapshot.Slots[request.Slot];
        if (request.IsWrite || request.NeedsPrimary)
        {
            var primary = loop.Nodes[copies.Primary];
            return $"ERR node '{primary.Name}' ({primary.Address}), the primary of slot {request.Slot}, cannot serve";
        }

        var names = string.Join(", ", copies.Nodes.ToArray().Select(node => $"'{loop.Nodes[node].Name}' ({loop.Nodes[node].Address})"));
        return $"ERR no copy of slot {request.Slot} can serve: {names}";
    }

    private static NodeLink? Readable(RouterLoop loop, PendingRequest request, RouterTopology topology, CopySet copies)
    {
        var readable = copies.Readable;
        Span<int> candidates = stackalloc int[Math.Min(readable.Length, MaxCandidates)];
        var count = 0;
        foreach (var node in readable)
        {
            // Not again to the one that just failed it.
            if (count < candidates.Length && loop.Nodes[node] != request.Node && loop.Nodes[node].IsAvailable(request))
                candidates[count++] = node;
        }

        return count == 0
            ? null
            : loop.Nodes[topology.Scheduler.Pick(candidates[..count], loop.Signals, loop.NowSeconds, loop.Random)];
    }
}
