namespace K8sCache.Node.Configuration;

/// <summary>
/// Holds the collector to the node's memory. Left to itself it lets garbage of overwritten and evicted values pile up
/// as long as the machine has room: measured under churn, four times the entries' memory. With a hard limit it collects
/// in time, and the process stays below what its pod is given (entries, a fifth, 192 MiB).
/// </summary>
public static class HeapLimit
{
    private const string Setting = "GCHeapHardLimit";

    /// <summary>For connections' buffers and the young generations.</summary>
    private const long FixedBytes = 128L << 20;

    /// <summary>For garbage and fragmentation: one part in this many of the entries' memory.</summary>
    private const long SlackShare = 8;

    public static long Of(long memoryBytes) => memoryBytes + (memoryBytes / SlackShare) + FixedBytes;

    /// <summary>For a process that is one node; its other limits (a container's) stay in force when lower.</summary>
    public static void Apply(long memoryBytes)
    {
        AppContext.SetData(Setting, (ulong)Of(memoryBytes));
        GC.RefreshMemoryLimit();
    }
}
