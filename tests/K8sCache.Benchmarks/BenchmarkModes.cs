using K8sCache.Benchmarks.Connections;
using K8sCache.Benchmarks.Engines;
using K8sCache.Benchmarks.HitRatios;
using K8sCache.Benchmarks.MemoryUse;
using K8sCache.Benchmarks.Scheduling;

namespace K8sCache.Benchmarks;

/// <summary>What the first argument may be, and what then runs.</summary>
internal static class BenchmarkModes
{
    public static IReadOnlyDictionary<string, Func<BenchmarkOptions, Task>> All { get; } =
        new SortedDictionary<string, Func<BenchmarkOptions, Task>>(StringComparer.Ordinal)
        {
            ["client"] = ClientContest.RunAsync,
            ["connections"] = ConnectionContest.RunAsync,
            ["engine"] = EngineContest.RunAsync,
            ["hit-ratio"] = HitRatioContest.RunAsync,
            ["memory"] = MemoryContest.RunAsync,
            ["node"] = NodeContest.RunAsync,
            ["router"] = RouterContest.RunAsync,
            ["scheduling"] = SchedulingContest.RunAsync,
        };
}
