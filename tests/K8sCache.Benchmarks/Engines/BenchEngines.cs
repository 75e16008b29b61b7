using K8sCache.Storage;
using K8sCache.Topology;

namespace K8sCache.Benchmarks.Engines;

/// <summary>Engines as a node makes them.</summary>
internal static class BenchEngines
{
    public const long RoomyBytes = 4L << 30;

    public static CacheEngine Make(long memoryBytes) => new(new CacheEngineOptions
    {
        MemoryLimitBytes = memoryBytes,
        Time = TimeProvider.System,
        HashSeed = 42,
        SlotOf = static key => (ushort)HashSlot.Of(key),
    });
}
