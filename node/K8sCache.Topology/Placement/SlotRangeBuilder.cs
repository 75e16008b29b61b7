namespace K8sCache.Topology.Placement;

/// <summary>Joins neighbouring slots with equal copies and target into ranges.</summary>
internal sealed class SlotRangeBuilder
{
    private readonly List<SlotRange> _ranges = [];

    /// <summary>Slots arrive in ascending order, each once.</summary>
    public void Add(int slot, SlotPlan plan)
    {
        if (_ranges.Count > 0 && _ranges[^1] is var last
            && Same(last.Copies, plan.Copies) && Same(last.Target, plan.Target))
            _ranges[^1] = last with { To = slot };
        else
            _ranges.Add(new SlotRange { From = slot, To = slot, Copies = plan.Copies, Target = plan.Target });
    }

    public IReadOnlyList<SlotRange> Build() => _ranges;

    // Neighbours mostly share the very list.
    private static bool Same<T>(IReadOnlyList<T> left, IReadOnlyList<T> right) =>
        ReferenceEquals(left, right) || left.SequenceEqual(right);
}
