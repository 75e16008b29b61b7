namespace K8sCache.Benchmarks.HitRatios;

/// <summary>
/// Recorded traces through the real engine: at as many entries as the reference simulation has, and at the bytes that so many
/// entries take in a live redis-server, beside its two policies. Sizes in percent of a trace's keys.
/// </summary>
internal static class HitRatioContest
{
    private const int ServerCpu = 0;

    /// <summary>Enough bytes that neither's granularity decides; large caches hold small values, as most do.</summary>
    private const int LeastBytes = 1 << 20;

    private const int LeastValueLength = 100;

    private static readonly int[] Percents = [1, 5, 10, 20];
    private static readonly string[] Policies = ["allkeys-lru", "allkeys-lfu"];
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(5);

    /// <summary>The traces.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["cloudphysics_io", "oltp", "orm_busy", "scarab_recs", "web12"];

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var traces = Trace.LoadAll(Parts.Where(options.Includes));
        var gains = new Dictionary<string, List<double>>();
        var live = Programs.Find("redis-server") is not null;
        if (!live)
            await Console.Error.WriteLineAsync("redis-server is not installed: not compared");
        var cells = traces.SelectMany(trace => Percents.Select(percent => (trace, percent))).ToList();
        foreach (var (trace, percent) in cells)
            AtEqualEntries(trace, percent);
        foreach (var trace in traces)
            SizedContest.Run(trace);
        if (!live)
            return;
        using var servers = new ServerSet();
        var runs = new List<Task<(string Policy, double Gain)>>();
        foreach (var (trace, percent) in cells)
        {
            foreach (var policy in Policies)
                runs.Add(await StartAtEqualBytesAsync(servers, trace, percent, policy, Duration * options.Scale));
        }

        foreach (var (policy, gain) in await Task.WhenAll(runs))
            (gains.TryGetValue(policy, out var list) ? list : gains[policy] = []).Add(gain);
        foreach (var (policy, list) in gains)
        {
            Rows.Write($"hit-ratio.gain.over.{policy}.mean", list.Average(), "points");
            Rows.Write($"hit-ratio.gain.over.{policy}.least", list.Min(), "points");
        }
    }

    private static void AtEqualEntries(Trace trace, int percent)
    {
        var entries = EntriesOf(trace, percent);
        var replay = EngineReplay.AtEntries(trace, entries, ValueLengthOf(entries));
        var name = $"hit-ratio.entries.{trace.Name}.{percent}%";
        Rows.Write($"{name}.engine", replay.HitPercent, $"% at {replay.MeanEntries:0} entries of {entries}");
        if (!Reference.TryGet(trace.Name, percent, out var lru, out var segments))
            return;
        Rows.Write($"{name}.reference", segments, "%");
        Rows.Write($"{name}.engine-reference", replay.HitPercent - segments, "points");
        Rows.Write($"{name}.engine-lru", replay.HitPercent - lru, "points");
    }

    private static async Task<Task<(string Policy, double Gain)>> StartAtEqualBytesAsync(
        ServerSet servers, Trace trace, int percent, string policy, TimeSpan duration)
    {
        var entries = EntriesOf(trace, percent);
        var valueLength = ValueLengthOf(entries);
        var name = $"hit-ratio.bytes.{trace.Name}.{percent}%";
        var server = await servers.AddAsync(
            $"redis-{name}", ServerCpu, Programs.Require("redis-server"), port => RedisReplay.Arguments(port, policy));
        var replay = new RedisReplay(trace, entries, valueLength);
        var (empty, bytes) = await replay.MeasureAsync(server);
        return FinishAsync();

        async Task<(string Policy, double Gain)> FinishAsync()
        {
            var theirs = await replay.RunAsync(server, empty + bytes, duration);
            var ours = EngineReplay.AtBytes(trace, bytes, valueLength);
            Rows.Write($"{name}.{policy}", theirs, "%");
            Rows.Write($"{name}.engine", ours.HitPercent, $"% at {ours.MeanEntries:0} entries, redis {entries}");
            Rows.Write($"{name}.engine-{policy}", ours.HitPercent - theirs, "points");
            return (policy, ours.HitPercent - theirs);
        }
    }

    private static int EntriesOf(Trace trace, int percent) => Math.Max(8, trace.KeyCount * percent / 100);

    private static int ValueLengthOf(int entries) => Math.Max(LeastValueLength, LeastBytes / entries);
}
