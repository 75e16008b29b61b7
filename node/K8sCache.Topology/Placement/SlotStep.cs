namespace K8sCache.Topology.Placement;

/// <summary>
/// One safe step of one slot towards its target copies.
/// <list type="number">
/// <item>Copies whose time is over go: Leaving ones, those of nodes that are gone for good.</item>
/// <item>Who filled is in sync; who restarted is empty and fills again.</item>
/// <item>A dead node's copy goes when a live one is in sync: it misses writes from now on.</item>
/// <item>A slot nobody in sync is left of starts anew on the best that is there: nothing is lost by it that is not lost already.</item>
/// <item>Target nodes without a copy join as Filling; the target's primary is promoted once in sync;
/// surplus copies leave once the whole target is in sync.</item>
/// </list>
/// Holds always: at least one copy; the first copy is the only primary; the last copy in sync never goes by planning.
/// </summary>
internal static class SlotStep
{
    public static SlotPlan Next(SlotInput input, IReadOnlyList<TopologyNode> placeable, ObservedNodes nodes)
    {
        var target = input.Target.Where(index => index != PlacementTable.None).Select(index => placeable[index].Name).ToList();
        var copies = Survivors(input, nodes);
        DropDead(copies, input, nodes);
        if (!copies.Exists(copy => copy.State == CopyState.InSync))
            StartAnew(copies, target, nodes);
        Join(copies, target, nodes);
        Retire(copies, target);
        Order(copies, target, nodes);
        return new SlotPlan(copies, copies.Select(copy => copy.Node).SequenceEqual(target) ? [] : target);
    }

    private static List<SlotCopy> Survivors(SlotInput input, ObservedNodes nodes)
    {
        var copies = new List<SlotCopy>();
        for (var index = 0; index < input.Copies.Count; index++)
        {
            var copy = input.Copies[index];
            if (copy.State == CopyState.Leaving || !nodes.IsKnown(copy.Node))
                continue;
            if (nodes.IsRestarted(copy.Node))
                copy = copy with { State = CopyState.Filling };
            else if (input.Filled[index])
                copy = copy with { State = CopyState.InSync };
            copies.Add(copy);
        }

        return copies;
    }

    private static void DropDead(List<SlotCopy> copies, SlotInput input, ObservedNodes nodes)
    {
        // A dead Filling copy is worth nothing; a dead InSync one only while no live one is in sync:
        // a node that was unreachable and comes back as the same process still has the data.
        var anyLive = copies.Exists(copy => copy.State == CopyState.InSync && nodes.IsLive(copy.Node));
        copies.RemoveAll(copy => !nodes.IsLive(copy.Node) && (anyLive || copy.State == CopyState.Filling));

        // In sync were one that came back empty and one that is unreachable: serving again beats waiting for two faults to heal.
        if (!anyLive && input.Copies.Any(copy => copy.State == CopyState.InSync && nodes.IsRestarted(copy.Node)))
            copies.RemoveAll(copy => !nodes.IsLive(copy.Node));
    }

    private static void StartAnew(List<SlotCopy> copies, List<string> target, ObservedNodes nodes)
    {
        // A copy that was still filling has part of the data and all recent writes: better than an empty one.
        var best = copies.FindIndex(copy => !nodes.IsRestarted(copy.Node));
        if (best < 0 && copies.Count > 0)
            best = 0;
        if (best >= 0)
        {
            copies[best] = copies[best] with { State = CopyState.InSync };
            return;
        }

        var anyLive = target.Exists(nodes.IsLive);
        copies.AddRange(target.Where(name => !anyLive || nodes.IsLive(name)).Select(name => new SlotCopy(name, CopyState.InSync)));
    }

    private static void Join(List<SlotCopy> copies, List<string> target, ObservedNodes nodes)
    {
        // Filling needs a live source; without one a joining copy would only hold up writes.
        if (!copies.Exists(copy => copy.State == CopyState.InSync && nodes.IsLive(copy.Node)))
            return;
        foreach (var name in target)
        {
            if (nodes.IsLive(name) && !copies.Exists(copy => copy.Node == name))
                copies.Add(new SlotCopy(name, CopyState.Filling));
        }

        // A copy that fills for nobody any more, as plans changed, just goes.
        copies.RemoveAll(copy => copy.State == CopyState.Filling && !target.Contains(copy.Node));
    }

    private static void Retire(List<SlotCopy> copies, List<string> target)
    {
        var complete = target.Count > 0
            && target.TrueForAll(name => copies.Exists(copy => copy.Node == name && copy.State == CopyState.InSync));
        if (!complete)
            return;
        for (var index = 0; index < copies.Count; index++)
        {
            if (!target.Contains(copies[index].Node))
                copies[index] = copies[index] with { State = CopyState.Leaving };
        }
    }

    private static void Order(List<SlotCopy> copies, List<string> target, ObservedNodes nodes)
    {
        // The primary changes only when it must, or for the last time: to the target's first.
        bool MayLead(SlotCopy copy) => copy.State == CopyState.InSync && nodes.IsLive(copy.Node);
        var lead = target.Count > 0 ? copies.FindIndex(copy => copy.Node == target[0] && MayLead(copy)) : -1;
        if (lead < 0)
            lead = copies.FindIndex(MayLead);
        var leader = lead >= 0 ? copies[lead].Node : null;
        var ordered = copies
            .OrderBy(copy => copy.Node == leader ? 0 : copy.State switch
            {
                CopyState.InSync => 1,
                CopyState.Filling => 2,
                CopyState.Leaving => 3,
            })
            .ThenBy(copy => target.IndexOf(copy.Node) is var at && at >= 0 ? at : int.MaxValue)
            .ToList();
        copies.Clear();
        copies.AddRange(ordered);
    }
}
