namespace K8sCache.Benchmarks.Engines;

/// <summary>CPU time, allocations and collections of this thread from its start to its report.</summary>
internal readonly record struct OperationTimer(long StartNs, long StartAllocated, int StartCollections)
{
    public static OperationTimer Start() => new(
        ThreadCpu.Nanoseconds(), GC.GetAllocatedBytesForCurrentThread(), GC.CollectionCount(0));

    public void Report(string name, long operations)
    {
        var elapsed = ThreadCpu.Nanoseconds() - StartNs;
        Rows.Write(name, (double)elapsed / operations, "ns/operation");
        Rows.Write($"{name}.allocated", (double)(GC.GetAllocatedBytesForCurrentThread() - StartAllocated) / operations, "bytes/operation");
        Rows.Write($"{name}.collections", GC.CollectionCount(0) - StartCollections, "collections");
    }
}
