namespace K8sCache.Node.Admin;

/// <summary>The epoch in force after a topology was offered.</summary>
internal sealed record EpochAnswer(long Epoch);
