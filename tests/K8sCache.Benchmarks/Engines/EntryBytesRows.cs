using K8sCache.Storage;

namespace K8sCache.Benchmarks.Engines;

/// <summary>Bytes that ten million entries take beyond their keys and values, by the engine's count and the system's.</summary>
internal static class EntryBytesRows
{
    private const int Keys = 10_000_000;
    private const long ExpiryMs = 3_600_000;

    public static void Run(BenchmarkOptions options)
    {
        Run((int)(Keys * options.Scale), expires: false);
        Run((int)(Keys * options.Scale), expires: true);
    }

    private static void Run(int entries, bool expires)
    {
        var name = expires ? "engine.memory.ttl" : "engine.memory";
        var before = ProcessMemory.ResidentBytes();
        using var engine = BenchEngines.Make(BenchEngines.RoomyBytes);
        var keys = new KeySequence(5);
        var expiresAtMs = expires ? TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + ExpiryMs : 0;
        keys.Fill(engine, entries, expiresAtMs);
        var payload = (double)(KeySequence.KeyBytes + keys.Value.Length);
        var resident = ProcessMemory.ResidentBytes() - before;
        Rows.Write($"{name}.overhead.accounted", ((double)engine.MemoryUsedBytes / entries) - payload, "bytes/entry");
        Rows.Write($"{name}.overhead.resident", ((double)resident / entries) - payload, "bytes/entry");
        Rows.Write($"{name}.resident/payload", resident / payload / entries, "ratio");

        // At the same limit and full, ghosts are there as well.
        engine.MemoryLimitBytes = engine.MemoryUsedBytes;
        for (var i = 0; i < entries; i++)
            engine.Set(keys.At(entries + i), keys.Value, new SetOptions { ExpiresAtMs = expiresAtMs });
        resident = ProcessMemory.ResidentBytes() - before;
        Rows.Write($"{name}.full.overhead.accounted", ((double)engine.MemoryUsedBytes / engine.Count) - payload, "bytes/entry");
        Rows.Write($"{name}.full.overhead.resident", ((double)resident / engine.Count) - payload, "bytes/entry");
        Rows.Write($"{name}.full.resident/accounted", (double)resident / engine.MemoryUsedBytes, "ratio");

        var limit = engine.MemoryLimitBytes;
        engine.MemoryLimitBytes = limit / 2;
        resident = ProcessMemory.ResidentBytes() - before;
        Rows.Write($"{name}.halved.resident/limit", (double)resident / engine.MemoryLimitBytes, "ratio");
    }
}
