namespace K8sCache.Storage.Tests;

/// <summary>What expired or was deleted gives its memory back within a few ticks of the sweeper, and what did not costs it nothing.</summary>
public sealed class ExpiryReturnTests
{
    private const int Entries = 150_000;
    private const double MostKept = 0.03;

    // 64 holds that move 256 entries, 64 that move 64 buckets.
    private const long MostUnitsPerTick = 64 * (256 + 64);

    private static readonly byte[] Value = new byte[100];

    private readonly ManualTimeProvider _time = new();
    private readonly byte[] _key = new byte[16];

    /// <summary>Entries that stay lie among those that go, or in segments of their own.</summary>
    [Theory]
    [InlineData(80_000)]
    [InlineData(3_600_000)]
    public void Expired_bytes_come_back_in_few_ticks(long stayMs)
    {
        using var engine = Engines.Make(_time, shards: 1);
        using var sweeper = new ExpirySweeper(engine, _time, TimeSpan.FromSeconds(1));
        var alone = BytesOfHalf(stayMs);
        var random = new Random(5);
        for (var i = 0; i < Entries * 2; i++)
            Set(engine, i, i % 2 == 0 ? stayMs : 4_000 + random.Next(4_000));
        var full = engine.MemoryUsedBytes;
        for (var tick = 0; tick < 180; tick++)
        {
            _time.Advance(100);
            sweeper.Tick();
        }

        Assert.Equal(Entries, engine.Count);
        Assert.InRange(engine.MemoryUsedBytes - alone, long.MinValue, (long)((full - alone) * MostKept));
        Assert.Null(engine.CheckAccounting());
    }

    [Fact]
    public void A_tick_closes_gaps_in_bounded_work_and_all_of_them_in_few_ticks()
    {
        using var engine = Engines.Make(_time, shards: 1);
        using var sweeper = new ExpirySweeper(engine, _time, TimeSpan.FromSeconds(1));
        var alone = BytesOfHalf(0);
        for (var i = 0; i < Entries * 2; i++)
            Set(engine, i, 0);
        var full = engine.MemoryUsedBytes;
        for (var i = 1; i < Entries * 2; i += 2)
        {
            BitConverter.TryWriteBytes(_key, (long)i);
            engine.Delete(_key);
        }

        for (var tick = 0; tick < 30; tick++)
        {
            var before = engine.Work;
            sweeper.Tick();
            Assert.InRange(engine.Work - before, 0, MostUnitsPerTick + ReleaseUnits(engine, full));
        }

        Assert.InRange(engine.MemoryUsedBytes - alone, long.MinValue, (long)((full - alone) * MostKept));
        Assert.Null(engine.CheckAccounting());
    }

    [Fact]
    public void While_nothing_is_due_no_segment_is_looked_at()
    {
        using var engine = Engines.Make(_time);
        using var sweeper = new ExpirySweeper(engine, _time, TimeSpan.FromSeconds(1));
        for (var i = 0; i < 20_000; i++)
            Set(engine, i, 3_600_000 + i);
        sweeper.Tick();
        var searches = engine.WalkSearches;
        for (var tick = 0; tick < 100; tick++)
        {
            _time.Advance(100);
            sweeper.Tick();
        }

        Assert.Equal(searches, engine.WalkSearches);
        Set(engine, 20_000, 1_000);
        _time.Advance(1_000);
        sweeper.Tick();
        Assert.Equal(20_000, engine.Count);
        _time.Advance(3_700_000);
        sweeper.Tick();
        Assert.Equal(0, engine.Count);
        Assert.Null(engine.CheckAccounting());
    }

    // Segments given back in a tick count 64 each; no more are than there were.
    private static long ReleaseUnits(CacheEngine engine, long full) => (full - Math.Min(full, engine.MemoryUsedBytes)) / (256 << 10) * 64;

    private long BytesOfHalf(long stayMs)
    {
        using var engine = Engines.Make(_time, shards: 1);
        for (var i = 0; i < Entries; i++)
            Set(engine, i * 2, stayMs);
        return engine.MemoryUsedBytes;
    }

    private void Set(CacheEngine engine, int number, long ttlMs)
    {
        BitConverter.TryWriteBytes(_key, (long)number);
        var options = new SetOptions { ExpiresAtMs = ttlMs == 0 ? 0 : _time.NowMs + ttlMs };
        Assert.Equal(EngineStatus.Ok, engine.Set(_key, Value, options));
    }
}
