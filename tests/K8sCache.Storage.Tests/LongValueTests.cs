namespace K8sCache.Storage.Tests;

/// <summary>Values so long that each has a block of its own: the log holds stubs of them only.</summary>
public sealed class LongValueTests
{
    [Theory]
    [InlineData(1, 1, 3_000)]
    [InlineData(1, 1, 6_000)]
    [InlineData(1, 1, 20_000)]
    [InlineData(4, 1, 20_000)]
    [InlineData(4, 4, 6_000)]
    [InlineData(16, 4, 20_000)]
    public void A_full_engine_stays_full(int memoryMiB, int shards, int valueLength)
    {
        using var engine = Engines.Make(new ManualTimeProvider(), memory: memoryMiB << 20, shards: shards);
        var value = new byte[valueLength];
        var fit = engine.MemoryLimitBytes / valueLength;
        for (var i = 0; i < fit * 8; i++)
        {
            Assert.Equal(EngineStatus.Ok, engine.Set(Engines.Bytes($"key{i}"), value));
            Assert.True(engine.MemoryUsedBytes <= engine.MemoryLimitBytes);
            if (i > fit)
                Assert.True(engine.Count > fit * 0.9, $"after {i} writes only {engine.Count} of {fit} entries are left");
        }

        Assert.Null(engine.CheckAccounting());
    }

    [Fact]
    public void One_takes_the_place_of_as_many_bytes_of_short_ones_and_no_more()
    {
        using var engine = Engines.Make(new ManualTimeProvider(), memory: 8 << 20, shards: 1);
        for (var i = 0; i < 100_000; i++)
            engine.SetText($"short{i}", new string('x', 100));
        var before = engine.Count;
        engine.SetText("long", new string('x', 400_000));
        // Some of it goes into the room kept at hand.
        Assert.InRange(before - engine.Count, 400_000 / 400, 400_000 / 100);
        Assert.NotNull(engine.GetText("long"));
    }

    [Fact]
    public void Among_short_ones_they_take_no_shard_its_share()
    {
        // One shard gave more than it got until, after 600,000 requests, it had nothing.
        using var engine = Engines.Make(new ManualTimeProvider(), memory: 10_300_000, shards: 2);
        var taken = new TakenValue();
        foreach (var number in RecordedTrace.Keys("scarab_recs").Take(700_000))
        {
            var key = Engines.Bytes($"key{number}");
            if (engine.Get(key, ref taken) != EngineStatus.Ok)
                engine.Set(key, new byte[number % 100 == 0 ? 10_000 : 100]);
        }

        var share = engine.MemoryLimitBytes / 2.0;
        Assert.All(engine.ShardBytes, bytes => Assert.InRange(bytes, share * 0.8, share * 1.2));
    }

    [Fact]
    public void Evicted_bytes_tell_how_long_those_are_that_leave()
    {
        using var engine = Engines.Make(new ManualTimeProvider(), memory: 1 << 20, shards: 1);
        for (var i = 0; i < 2_000; i++)
            engine.Set(Engines.Bytes($"key{i}"), new byte[i % 2 == 0 ? 100 : 10_000]);
        var counters = engine.Counters;
        // Half are short and half long, and all leave in the order they came.
        Assert.InRange(counters.EvictedBytesTotal / (double)counters.EvictedTotal, 5_000, 5_200);
    }
}
