namespace K8sCache.Storage.Tests;

/// <summary>
/// Recorded traces through the whole engine, in so little memory that segments, shards and blocks of their own matter: at the
/// bytes that hold as many entries as the reference simulation has.
/// </summary>
public sealed class EngineHitRatioTests
{
    // The first two are values with blocks of their own; the third was lost to a share that grew without reason.
    [Theory]
    [InlineData("web12", 1_080, 7_653, 137, 42.47)]
    [InlineData("cloudphysics_io", 1_095, 2_144, 489, 17.16)]
    [InlineData("cloudphysics_io", 1_490, 107, 9_794, 31.50)]
    [InlineData("web12", 1_155, 762, 1_375, 71.94)]
    public void A_small_engine_hits_as_often_as_the_reference(
        string trace, int memoryKiB, int valueLength, int entries, double reference)
    {
        using var engine = new CacheEngine(new CacheEngineOptions
        {
            MemoryLimitBytes = memoryKiB * 1024L,
            Time = new ManualTimeProvider(),
            HashSeed = 7,
        });
        var value = new byte[valueLength];
        var taken = new TakenValue();
        Span<byte> name = stackalloc byte[16];
        name.Clear();
        long hits = 0, requests = 0, held = 0, samples = 0;
        foreach (var key in RecordedTrace.Keys(trace))
        {
            BitConverter.TryWriteBytes(name, key);
            if (engine.Get(name, ref taken) == EngineStatus.Ok)
                hits++;
            else
                Assert.Equal(EngineStatus.Ok, engine.Set(name, value));
            if (++requests % 64 != 0 || engine.Counters.EvictedTotal == 0)
                continue;
            held += engine.Count;
            samples++;
        }

        Assert.InRange(held / (double)samples, entries * 0.95, entries * 1.1);
        Assert.InRange(100.0 * hits / requests, reference - 0.5, 100);
    }
}
