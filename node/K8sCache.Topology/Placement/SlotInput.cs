namespace K8sCache.Topology.Placement;

/// <summary>All that one slot's step depends on besides the nodes, so that neighbours with the same input share the answer.</summary>
/// <param name="Copies">The copies as they are.</param>
/// <param name="Target">Indexes of the nodes the slot should end on, its primary first.</param>
/// <param name="Filled">By position in <paramref name="Copies"/>: whether the node reports the copy complete.</param>
internal sealed record SlotInput(IReadOnlyList<SlotCopy> Copies, int[] Target, bool[] Filled)
{
    public bool Equals(SlotInput? other) =>
        other is not null && ReferenceEquals(Copies, other.Copies)
        && Target.AsSpan().SequenceEqual(other.Target) && Filled.AsSpan().SequenceEqual(other.Filled);

    public override int GetHashCode() => HashCode.Combine(Copies.Count, Target.Length);
}
