namespace K8sCache.Node.Admin;

/// <summary>Consecutive slots, both ends included.</summary>
internal sealed record SlotSpan(int From, int To);
