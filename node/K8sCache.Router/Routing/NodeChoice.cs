using K8sCache.Topology;
using K8sCache.Topology.Scheduling;

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

    /// <summary>A copy that can answer a read besides the one it was sent to; null when there is none.</summary>
    public static NodeLink? Other(RouterLoop loop, PendingRequest request) => loop.Topology is { } topology
        ? Readable(loop, request, topology, topology.Snapshot.Slots[request.Slot])
        : null;

    private static NodeLink? Readable(RouterLoop loop, PendingRequest request, RouterTopology topology, CopySet copies)
    {
        var readable = copies.Readable;
        Span<int> candidates = stackalloc int[Math.Min(readable.Length, MaxCandidates)];
        Span<int> doubtful = stackalloc int[candidates.Length];
        var (count, doubtfulCount) = (0, 0);
        foreach (var index in readable)
        {
            // Not again to the one that just failed it.
            var node = loop.Nodes[index];
            if (count == candidates.Length || node == request.Node || !node.IsAvailable(request))
                continue;
            if (node.IsResponsive(request))
                candidates[count++] = index;
            else if (doubtfulCount < doubtful.Length)
                doubtful[doubtfulCount++] = index;
        }

        if (count == 0)
        {
            if (doubtfulCount == 0)
                return null;
            candidates = doubtful;
            count = doubtfulCount;
        }

        // Of a hot key no copy alone may have all the reads, whatever the scheduler says.
        var scheduler = request.IsHot ? SchedulerFactory.Spread : topology.Scheduler;
        return loop.Nodes[scheduler.Pick(candidates[..count], loop.Signals, loop.NowSeconds, loop.Random)];
    }
}
