using K8sCache.Storage;

namespace K8sCache.Benchmarks.Engines;

/// <summary>
/// Ten million entries with a time to live of an hour: what the sweeper takes of a CPU while none of them expires; then as
/// many that expire over some seconds: how long after the last of them their memory is back, and how much of it.
/// </summary>
internal static class ExpiryRows
{
    private const int Keys = 10_000_000;
    private const long HourMs = 3_600_000;
    private const int SpreadMs = 4_000;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static void Run(BenchmarkOptions options)
    {
        var entries = (int)(Keys * options.Scale);
        using var engine = BenchEngines.Make(BenchEngines.RoomyBytes);
        var keys = new KeySequence(6);
        Fill(engine, keys, 0, entries, HourMs, spreadMs: (int)HourMs);
        using var sweeper = new ExpirySweeper(engine, TimeProvider.System, Period);
        var full = engine.MemoryUsedBytes;
        var cpu = ProcessCpu();
        Wait(Idle);
        Rows.Write("engine.expiry.idle.cpu", (ProcessCpu() - cpu) / Idle.TotalSeconds * 100, "% of a CPU");

        // As many again that go soon, among those that stay.
        Fill(engine, keys, entries, entries, SpreadMs, SpreadMs);
        var grown = engine.MemoryUsedBytes - full;
        var last = TimeProvider.System.GetTimestamp();
        while (Expired(engine, entries) && TimeProvider.System.GetElapsedTime(last) < Limit)
            Wait(Period / 10);
        Rows.Write("engine.expiry.gone.after", TimeProvider.System.GetElapsedTime(last).TotalSeconds - (SpreadMs / 1e3), "s");
        Rows.Write("engine.expiry.kept", (engine.MemoryUsedBytes - full) * 100.0 / grown, "% of what expired");
    }

    private static bool Expired(CacheEngine engine, int entries) => engine.Count > entries * 1.03;

    private static void Fill(CacheEngine engine, KeySequence keys, int first, int count, long delayMs, int spreadMs)
    {
        var nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 0; i < count; i++)
        {
            if (i % 1024 == 0)
                nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            engine.Set(keys.At(first + i), keys.Value, new SetOptions { ExpiresAtMs = nowMs + delayMs + keys.RandomNumber(spreadMs) });
        }
    }

    private static void Wait(TimeSpan time)
    {
        using var never = new ManualResetEventSlim();
        never.Wait(time);
    }

    private static double ProcessCpu() => Environment.CpuUsage.TotalTime.TotalSeconds;
}
