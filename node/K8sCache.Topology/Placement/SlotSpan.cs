namespace K8sCache.Topology.Placement;

/// <summary>Consecutive slots, both ends included.</summary>
public readonly record struct SlotSpan(int From, int To);
