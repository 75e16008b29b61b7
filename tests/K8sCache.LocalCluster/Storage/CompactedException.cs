namespace K8sCache.LocalCluster.Storage;

/// <summary>The history asked for is no longer kept (410 Gone).</summary>
public sealed class CompactedException(long requested, long oldest) : Exception($"too old resource version: {requested} ({oldest})")
{
    public long Requested { get; } = requested;

    public long Oldest { get; } = oldest;
}
