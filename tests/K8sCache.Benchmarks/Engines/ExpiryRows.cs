using K8sCache.Storage;

namespace K8sCache.Benchmarks.Engines;

/// <summary>
/// Ten million entries with a time to live of an hour: what the sweeper and the process take of a CPU while none of them expires; then as
/// many that expire over some seconds: how long after the last of them they are gone and all but three parts in a hundred of
/// their memory is back, and how much of it stays away.
/// </summary>
internal static class ExpiryRows
{
    private const int Keys = 10_000_000;
    private const long HourMs = 3_600_000;
    private const int SpreadMs = 4_000;
    private const int StayMs = 85_000;
    private const int MixedDivisor = 3;
    private const double MostKept = 0.03;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static void Run(BenchmarkOptions options)
    {
        var entries = (int)(Keys * options.Scale);
        var timers = new MeteredTimers();
        using var engine = BenchEngines.Make(BenchEngines.RoomyBytes);
        var keys = new KeySequence(6);
        using (new ExpirySweeper(engine, timers, Period))
            WriteIdle("engine.expiry.idle.empty", timers);
        Fill(engine, keys, 0, entries, HourMs, spreadMs: (int)HourMs);
        using var sweeper = new ExpirySweeper(engine, timers, Period);
        WriteIdle("engine.expiry.idle", timers);

        // As many again that go soon, in segments of their own; then, alone, some among as many in the same segments.
        Expire(engine, keys, "engine.expiry", entries, entries, staying: 0, timers);
        engine.Clear();
        var mixed = entries / MixedDivisor;
        Expire(engine, keys, "engine.expiry.mixed", 0, mixed, staying: mixed, timers);
    }

    private static void WriteIdle(string name, MeteredTimers timers)
    {
        var (process, sweeper) = (ProcessCpu(), timers.Seconds);
        Wait(Idle);
        Rows.Write($"{name}.process.cpu", (ProcessCpu() - process) / Idle.TotalSeconds * 100, "% of a CPU");
        Rows.Write($"{name}.sweeper.cpu", (timers.Seconds - sweeper) / Idle.TotalSeconds * 100, "% of a CPU");
    }

    private static void Expire(
        CacheEngine engine, KeySequence keys, string name, int first, int count, int staying, MeteredTimers timers)
    {
        var before = engine.Count;
        var empty = engine.MemoryUsedBytes;
        var sweeper = timers.Seconds;
        Fill(engine, keys, first, count + staying, SpreadMs, SpreadMs, staying);
        var grown = (engine.MemoryUsedBytes - empty) * (double)count / (count + staying);
        var kept = empty + ((engine.MemoryUsedBytes - empty) - grown);
        var last = TimeProvider.System.GetTimestamp();
        var due = (2 * SpreadMs) / 1e3;
        while (engine.Count > before + staying && TimeProvider.System.GetElapsedTime(last) < Limit)
            Wait(Period / 10);
        Rows.Write($"{name}.gone.after", TimeProvider.System.GetElapsedTime(last).TotalSeconds - due, "s");
        Rows.Write($"{name}.kept.then", (engine.MemoryUsedBytes - kept) * 100 / grown, "% of what expired");
        while ((engine.MemoryUsedBytes - kept) / grown > MostKept && TimeProvider.System.GetElapsedTime(last) < Limit)
            Wait(Period / 10);
        Rows.Write($"{name}.back.after", TimeProvider.System.GetElapsedTime(last).TotalSeconds - due, "s");
        Wait(Period * 5);
        Rows.Write($"{name}.kept", (engine.MemoryUsedBytes - kept) * 100 / grown, "% of what expired");
        Rows.Write($"{name}.sweeper", timers.Seconds - sweeper, "s of CPU");
    }

    // Those that stay do so among the others, for the longest time that is of the same class.
    private static void Fill(CacheEngine engine, KeySequence keys, int first, int count, long delayMs, int spreadMs, int staying = 0)
    {
        var nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 0; i < count; i++)
        {
            if (i % 1024 == 0)
                nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            var lifeMs = staying > 0 && i % 2 == 0 ? StayMs : delayMs + keys.RandomNumber(spreadMs);
            engine.Set(keys.At(first + i), keys.Value, new SetOptions { ExpiresAtMs = nowMs + lifeMs });
        }
    }

    private static void Wait(TimeSpan time)
    {
        using var never = new ManualResetEventSlim();
        never.Wait(time);
    }

    private static double ProcessCpu() => Environment.CpuUsage.TotalTime.TotalSeconds;
}
