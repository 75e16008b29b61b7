namespace K8sCache.Benchmarks;

/// <summary>
/// Large values, beside redis-server with the same memory. That counts what its clients are about to write as its own, and refuses
/// 50 values of 4 MB that come at once: for these it has four times as much.
/// </summary>
internal static class LargeContest
{
    /// <summary>What our node and redis-server have for entries.</summary>
    public const string Memory = "128MiB";

    private const int RefusedBytesMin = 4_000_000;

    public static async Task RunAsync(string title, ServerSet ours, int cpu, BenchmarkOptions options)
    {
        var contest = new Contest(title, options);
        foreach (var (redisMemory, loads) in (IEnumerable<(string, IEnumerable<Workload>)>)
                 [("128mb", Workload.Large.Where(load => load.ValueBytes < RefusedBytesMin)),
                  ("512mb", Workload.Large.Where(load => load.ValueBytes >= RefusedBytesMin))])
        {
            using var redis = new ServerSet();
            await redis.AddAsync("redis-server", cpu, Programs.Require("redis-server"), port => Arguments.Redis(port, redisMemory));
            await contest.RunAsync([.. ours.All, .. redis.All], [.. loads]);
        }
    }
}
