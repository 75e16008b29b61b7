namespace K8sCache.Topology.Placement;

/// <summary>
/// Plans the next topology: a pure function of the current one, the wanted nodes and what they report. Called again and
/// again it walks every slot to its target, each step safe by itself (<see cref="SlotStep"/>), and then answers
/// "no change". Same input, same output; no clock, no randomness, no I/O.
/// </summary>
public static class PlacementPlanner
{
    /// <param name="current">The topology in force; null for a new cluster, whose slots are all in sync at once.</param>
    /// <param name="request">What is wanted, and what was observed.</param>
    /// <returns>The next document, its epoch one higher; null when nothing changes, or no node is up.</returns>
    public static TopologyDocument? Next(TopologyDocument? current, PlacementRequest request)
    {
        if (!request.Nodes.Any(node => node.State == NodeState.Up))
            return null;
        var ranges = current is null ? null : SlotMap.Compile(current).Ranges;
        var next = new TopologyDocument
        {
            Epoch = (current?.Epoch ?? 0) + 1,
            Scheduler = request.Scheduler,
            Replication = request.Replication,
            Nodes = [.. request.Nodes.Select(node => KeepInstance(node, current)).OrderBy(node => node.Name, StringComparer.Ordinal)],
            Slots = ranges is null ? SlotSpread.First(request) : Step(current!, ranges, request),
        };
        return current is not null && next.SameContent(current with { Slots = ranges! }) ? null : next;
    }

    // A node that cannot be asked now may be another process when it can be: what it was must not be forgotten.
    private static TopologyNode KeepInstance(TopologyNode node, TopologyDocument? current) =>
        node.Instance is not null
            ? node
            : node with { Instance = current?.Nodes.FirstOrDefault(known => known.Name == node.Name)?.Instance };

    /// <summary>Whether any slot lists the node, in any state.</summary>
    public static bool HoldsCopies(TopologyDocument document, string nodeName) =>
        SlotMap.Compile(document).Ranges.Any(range => range.Copies.Any(copy => copy.Node == nodeName));

    private static IReadOnlyList<SlotRange> Step(
        TopologyDocument current, IReadOnlyList<SlotRange> ranges, PlacementRequest request)
    {
        // Down nodes keep their place in the target: a crashed pod is back in seconds, and its slots
        // should not be copied to others meanwhile. Who is gone for good is not in the request.
        var placeable = request.Nodes.Where(node => node.State != NodeState.Leaving)
            .OrderBy(node => node.Name, StringComparer.Ordinal).ToList();
        var observed = new ObservedNodes(current, request);
        var table = CurrentTable.Of(ranges, placeable, request.Replication.Factor);
        TargetTable.Build(table);

        var builder = new SlotRangeBuilder();
        foreach (var range in ranges)
        {
            SlotInput? previous = null;
            var plan = new SlotPlan([], []);
            for (var slot = range.From; slot <= range.To; slot++)
            {
                var input = new SlotInput(range.Copies, [.. table.Owners(slot)], observed.FilledOf(slot, range.Copies));
                if (previous is null || !input.Equals(previous))
                    plan = SlotStep.Next(input, placeable, observed);
                previous = input;
                builder.Add(slot, plan);
            }
        }

        return builder.Build();
    }
}
