using System.Globalization;

namespace K8sCache.Storage.Tests;

/// <summary>
/// Everything the engine does at once, on keys and values of all lengths, its memory raised and lowered meanwhile: every
/// value read was written for that key, the limit is kept, and every count is right. <c>make soak</c> runs it longer.
/// </summary>
public sealed class SoakTests
{
    private static int Steps { get; } =
        int.Parse(Environment.GetEnvironmentVariable("K8SCACHE_SOAK_STEPS") ?? "60000", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(1, 1 << 20, 1, false)]
    [InlineData(2, 1 << 20, 4, true)]
    [InlineData(3, 4 << 20, 2, false)]
    [InlineData(4, 200 << 10, 1, true)]
    public void Values_are_their_keys_and_all_counts_are_right(int seed, long memory, int shards, bool tombstones)
    {
        var time = new ManualTimeProvider();
        using var engine = Engines.Make(time, memory, shards: shards, tombstones: tombstones);
        using var sweeper = new ExpirySweeper(engine, time, TimeSpan.FromSeconds(1));
        var work = new SoakWork(engine, time, seed);
        for (var step = 1; step <= Steps; step++)
        {
            work.Step();
            Assert.True(engine.MemoryUsedBytes <= engine.MemoryLimitBytes, $"step {step}: {engine.MemoryUsedBytes}");
            if (step % 20 == 0)
                time.Advance(work.Random.Next(30));
            if (step % 500 == 0)
                sweeper.Tick();
            if (step % 5_000 == 0)
                engine.MemoryLimitBytes = work.Random.Next(2) == 0 ? memory : memory / 2;
            if (step % 2_000 == 0)
                Assert.Null(engine.CheckAccounting());
            if (step % 25_000 == 0)
                engine.Clear();
        }

        Assert.Null(engine.CheckAccounting());
        Assert.True(engine.Counters.EvictedTotal > 0);
        engine.Clear();
        Assert.Equal((0, 0), (engine.Count, engine.MemoryUsedBytes));
    }

    [Theory]
    [InlineData(1 << 20)]
    [InlineData(64 << 20)]
    public async Task Threads_read_only_what_was_written_for_the_key(long memory)
    {
        var time = new ManualTimeProvider();
        using var engine = Engines.Make(time, memory, shards: 2, tombstones: true);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() =>
        {
            var work = new SoakWork(engine, time, seed);
            for (var step = 0; step < Steps / 2; step++)
                work.Step();
        })));
        Assert.Null(engine.CheckAccounting());
        Assert.True(engine.MemoryUsedBytes <= memory);
    }
}
