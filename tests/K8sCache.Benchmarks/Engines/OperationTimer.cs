using System.Runtime.CompilerServices;

namespace K8sCache.Benchmarks.Engines;

/// <summary>
/// CPU time of an operation on this thread: the median over batches, after enough of them that the code is compiled with
/// all optimizations, as it is in a node that has run for a second.
/// </summary>
internal static class OperationTimer
{
    private const int BatchOperations = 20_000;
    private const int WarmUpBatches = 50;

    /// <summary>Runs <paramref name="batch"/>, which makes as many operations as it is told, and reports.</summary>
    public static void Measure(string name, int operations, Action<int> batch)
    {
        for (var i = 0; i < WarmUpBatches; i++)
            batch(BatchOperations);
        var times = new double[Math.Max(1, operations / BatchOperations)];
        var (allocated, collections) = (GC.GetAllocatedBytesForCurrentThread(), GC.CollectionCount(0));
        for (var i = 0; i < times.Length; i++)
            times[i] = Time(batch) / BatchOperations;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        collections = GC.CollectionCount(0) - collections;
        Array.Sort(times);
        Rows.Write(name, times[times.Length / 2], "ns/operation");
        Rows.Write($"{name}.fastest", times[0], "ns/operation");
        Rows.Write($"{name}.allocated", (double)allocated / operations, "bytes/operation");
        Rows.Write($"{name}.collections", collections, "collections");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Time(Action<int> batch)
    {
        var start = CpuClock.OfThread();
        batch(BatchOperations);
        return CpuClock.OfThread() - start;
    }
}
