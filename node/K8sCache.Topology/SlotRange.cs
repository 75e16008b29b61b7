namespace K8sCache.Topology;

/// <summary>Consecutive slots that share their copies; the first copy is the primary.</summary>
public sealed record SlotRange
{
    /// <summary>First slot.</summary>
    public required int From { get; init; }

    /// <summary>Last slot, inclusive.</summary>
    public required int To { get; init; }

    public required IReadOnlyList<SlotCopy> Copies { get; init; }

    public bool Equals(SlotRange? other) =>
        other is not null && From == other.From && To == other.To && Copies.SequenceEqual(other.Copies);

    public override int GetHashCode() => HashCode.Combine(From, To, Copies.Count);
}
