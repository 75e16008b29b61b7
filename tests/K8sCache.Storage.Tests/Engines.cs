using System.Text;

namespace K8sCache.Storage.Tests;

/// <summary>Engines for tests, and the engine's calls with strings for spans.</summary>
internal static class Engines
{
    public static CacheEngine Make(
        ManualTimeProvider time,
        long memory = 64 << 20,
        EvictionMode eviction = EvictionMode.S3Fifo,
        int shards = 4,
        uint nodeId = 1,
        bool tombstones = false,
        int pageBytes = 0) =>
        new(new CacheEngineOptions
        {
            MemoryLimitBytes = memory,
            Eviction = eviction,
            Time = time,
            ShardCount = shards,
            NodeId = nodeId,
            HashSeed = 42,
            SlotOf = SlotOf,
            PageBytes = Math.Max(pageBytes, Environment.SystemPageSize),
        })
        {
            KeepTombstones = tombstones,
        };

    /// <summary>Not CRC16, just some slot: the engine must not care.</summary>
    public static ushort SlotOf(ReadOnlySpan<byte> key) => key.IsEmpty ? (ushort)0 : (ushort)(key[^1] * 61 % 16384);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string? GetText(this CacheEngine engine, string key)
    {
        var taken = new TakenValue();
        return engine.Get(Bytes(key), ref taken) == EngineStatus.Ok ? taken.Text : null;
    }

    public static EngineStatus SetText(this CacheEngine engine, string key, string value, SetOptions options = default) =>
        engine.Set(Bytes(key), Bytes(value), options);

    public static SortedDictionary<string, string>? GetFields(this CacheEngine engine, string key)
    {
        var taken = new TakenFields();
        return engine.HashGetAll(Bytes(key), ref taken) == EngineStatus.Ok ? taken.Fields : null;
    }

    public static List<string> AllKeys(this CacheEngine engine, int count = 10)
    {
        var taken = new TakenKeys();
        ulong cursor = 0;
        do
        {
            cursor = engine.Scan(cursor, count, ref taken);
        }
        while (cursor != 0);
        return taken.Keys;
    }
}
