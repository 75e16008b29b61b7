using K8sCache.Storage;

namespace K8sCache.Benchmarks.Engines;

/// <summary>
/// The engine alone, in this process on one thread: nanoseconds an operation, bytes allocated, the longest stall, and
/// bytes an entry. Keys of 16 bytes, values of 100.
/// </summary>
internal static class EngineContest
{
    private const int OperationKeys = 1_000_000;
    private const int MemoryKeys = 10_000_000;
    private const long Roomy = 4L << 30;

    public static Task RunAsync(BenchmarkOptions options)
    {
        BytesAnEntry((int)(MemoryKeys * options.Scale), expires: false);
        BytesAnEntry((int)(MemoryKeys * options.Scale), expires: true);
        var operations = (int)(4_000_000 * options.Scale);
        for (var round = 0; round < options.Rounds; round++)
        {
            Reads(operations, round);
            Overwrites(operations, round);
            Evictions(operations, round);
        }

        Stalls((int)(10_000_000 * options.Scale), withEngine: false);
        Stalls((int)(10_000_000 * options.Scale), withEngine: true);
        return Task.CompletedTask;
    }

    private static void Reads(int operations, int round)
    {
        using var engine = Make(Roomy);
        var keys = new KeySequence(1);
        keys.Fill(engine, OperationKeys);
        var sink = default(LengthSink);
        var timer = OperationTimer.Start();
        for (var i = 0; i < operations; i++)
            engine.Get(keys.Random(OperationKeys), ref sink);
        timer.Report($"engine.get.hit.round{round}", operations);
    }

    private static void Overwrites(int operations, int round)
    {
        using var engine = Make(Roomy);
        var keys = new KeySequence(2);
        keys.Fill(engine, OperationKeys);
        var timer = OperationTimer.Start();
        for (var i = 0; i < operations; i++)
            engine.Set(keys.Random(OperationKeys), keys.Value);
        timer.Report($"engine.set.overwrite.round{round}", operations);
    }

    /// <summary>New keys into a cache that holds about a million entries and is full.</summary>
    private static void Evictions(int operations, int round)
    {
        using var engine = Make(OperationKeys * 145L);
        var keys = new KeySequence(3);
        keys.Fill(engine, OperationKeys * 2);
        var timer = OperationTimer.Start();
        for (var i = 0; i < operations; i++)
            engine.Set(keys.At((OperationKeys * 2) + i), keys.Value);
        timer.Report($"engine.set.evict.round{round}", operations);
        Rows.Write($"engine.set.evict.entries.round{round}", engine.Count, "entries");
    }

    /// <summary>Growth from nothing, then eviction, one in four a read; CPU time of each operation, for the machine does other things.</summary>
    private static void Stalls(int operations, bool withEngine)
    {
        using var engine = Make(256L << 20);
        var keys = new KeySequence(4);
        var sink = default(LengthSink);
        var stalls = new StallMeter();
        for (var i = 0; i < operations; i++)
        {
            if (!withEngine)
                Spin(keys);
            else if (i % 4 == 3)
                engine.Get(keys.Random(i), ref sink);
            else
                engine.Set(keys.At(i), keys.Value);
            stalls.Lap();
        }

        stalls.Report(withEngine ? "engine.stall" : "engine.stall.of-the-machine", operations);
    }

    /// <summary>About as long as an operation, without memory: what the machine itself does to such a loop.</summary>
    private static void Spin(KeySequence keys)
    {
        for (var i = 0; i < 40; i++)
            keys.Random(1_000);
    }

    private static void BytesAnEntry(int entries, bool expires)
    {
        var name = expires ? "engine.memory.ttl" : "engine.memory";
        var before = ProcessMemory.ResidentBytes();
        using var engine = Make(Roomy);
        var keys = new KeySequence(5);
        var timer = OperationTimer.Start();
        keys.Fill(engine, entries, expires ? TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + 3_600_000 : 0);
        timer.Report($"{name}.fill", entries);
        var payload = (double)(KeySequence.KeyBytes + keys.Value.Length);
        var resident = ProcessMemory.ResidentBytes() - before;
        Rows.Write($"{name}.overhead.accounted", ((double)engine.MemoryUsedBytes / entries) - payload, "bytes/entry");
        Rows.Write($"{name}.overhead.resident", ((double)resident / entries) - payload, "bytes/entry");
        Rows.Write($"{name}.resident/payload", resident / payload / entries, "ratio");

        // At the same limit and full, ghosts are there as well.
        engine.MemoryLimitBytes = engine.MemoryUsedBytes;
        for (var i = 0; i < entries; i++)
            engine.Set(keys.At(entries + i), keys.Value, expires ? new SetOptions { ExpiresAtMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + 3_600_000 } : default);
        resident = ProcessMemory.ResidentBytes() - before;
        Rows.Write($"{name}.full.overhead.accounted", ((double)engine.MemoryUsedBytes / engine.Count) - payload, "bytes/entry");
        Rows.Write($"{name}.full.overhead.resident", ((double)resident / engine.Count) - payload, "bytes/entry");
        Rows.Write($"{name}.full.resident/accounted", (double)resident / engine.MemoryUsedBytes, "ratio");
    }

    private static CacheEngine Make(long memoryBytes) => new(new CacheEngineOptions
    {
        MemoryLimitBytes = memoryBytes,
        Time = TimeProvider.System,
        HashSeed = 42,
    });
}
