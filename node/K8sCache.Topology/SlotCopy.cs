namespace K8sCache.Topology;

/// <summary>One copy of a slot: the node that holds it and how far it is.</summary>
public readonly record struct SlotCopy(string Node, CopyState State);
