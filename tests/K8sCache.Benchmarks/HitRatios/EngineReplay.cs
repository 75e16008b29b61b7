using System.Runtime.InteropServices;
using K8sCache.Benchmarks.Engines;
using K8sCache.Storage;

namespace K8sCache.Benchmarks.HitRatios;

/// <summary>What the real engine makes of a trace: hits in percent, and how many entries it held on average once full.</summary>
internal sealed record EngineReplay(double HitPercent, double MeanEntries)
{
    private const int KeyBytes = 16;

    // A wrong guess at the limit is corrected by as much as it was wrong; this often.
    private const int Corrections = 4;

    /// <summary>With a limit found such that it holds so many entries.</summary>
    public static EngineReplay AtEntries(Trace trace, int entries, int valueLength)
    {
        var limit = (double)entries * (KeyBytes + valueLength + 40);
        var replay = AtBytes(trace, (long)limit, valueLength);
        for (var i = 0; i < Corrections && Math.Abs(replay.MeanEntries - entries) > entries * 0.003; i++)
        {
            limit *= entries / replay.MeanEntries;
            replay = AtBytes(trace, (long)limit, valueLength);
        }

        return replay;
    }

    public static EngineReplay AtBytes(Trace trace, long memoryBytes, int valueLength)
    {
        using var engine = new CacheEngine(new CacheEngineOptions
        {
            MemoryLimitBytes = memoryBytes,
            Time = TimeProvider.System,
            HashSeed = 7,
        });
        Span<byte> key = stackalloc byte[KeyBytes];
        key.Clear();
        var value = new byte[valueLength];
        var sink = default(LengthSink);
        long hits = 0, entries = 0, samples = 0;
        for (var i = 0; i < trace.Keys.Length; i++)
        {
            MemoryMarshal.Write(key, trace.Keys[i]);
            if (engine.Get(key, ref sink) == EngineStatus.Ok)
                hits++;
            else
                engine.Set(key, value);
            if (i % 64 != 0 || engine.Counters.EvictedTotal == 0)
                continue;
            entries += engine.Count;
            samples++;
        }

        return new EngineReplay(100.0 * hits / trace.Keys.Length, samples == 0 ? engine.Count : (double)entries / samples);
    }
}
