namespace K8sCache.Topology;

/// <summary>Consecutive slots that share their copies; the first copy is the primary.</summary>
public sealed record SlotRange
{
    /// <summary>First slot.</summary>
    public required int From { get; init; }

    /// <summary>Last slot, inclusive.</summary>
    public required int To { get; init; }

    public required IReadOnlyList<SlotCopy> Copies { get; init; }

    /// <summary>
    /// While copies move: the nodes the slots will end on, the primary first; empty otherwise. Only the planner reads it,
    /// so that it pursues one plan from epoch to epoch instead of making a new one from every intermediate state.
    /// </summary>
    public IReadOnlyList<string> Target { get; init; } = [];

    public bool Equals(SlotRange? other) =>
        other is not null && From == other.From && To == other.To && Copies.SequenceEqual(other.Copies)
        && Target.SequenceEqual(other.Target);

    public override int GetHashCode() => HashCode.Combine(From, To, Copies.Count);
}
