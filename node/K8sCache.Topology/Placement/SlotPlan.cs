namespace K8sCache.Topology.Placement;

/// <summary>A slot after a planning step: its copies, and where they are going while that is somewhere else.</summary>
internal sealed record SlotPlan(IReadOnlyList<SlotCopy> Copies, IReadOnlyList<string> Target);
