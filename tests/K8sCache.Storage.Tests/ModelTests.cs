namespace K8sCache.Storage.Tests;

/// <summary>Random operations against a dictionary that does the same the obvious way.</summary>
public sealed class ModelTests
{
    private const long Limit = 96 << 10;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void Without_eviction_the_engine_is_the_model(int seed, bool tombstones)
    {
        var time = new ManualTimeProvider();
        var engine = Engines.Make(time, tombstones: tombstones);
        var model = new Model(time);
        var random = new Random(seed);
        for (var step = 0; step < 30_000; step++)
        {
            ModelStep.Run(random, engine, model, time, exact: true);
            if (step % 5_000 == 0)
                Assert.Null(engine.CheckAccounting());
        }

        Assert.Null(engine.CheckAccounting());
        Assert.Equal(model.LiveKeys(), engine.AllKeys().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(6, 4)]
    [InlineData(7, 16)]
    [InlineData(8, 64)]
    public void With_eviction_an_entry_is_the_models_or_gone(int seed, int pageKilobytes)
    {
        var time = new ManualTimeProvider();
        var engine = Engines.Make(time, memory: Limit, shards: 2, pageBytes: pageKilobytes << 10);
        var model = new Model(time);
        var random = new Random(seed);
        for (var step = 0; step < 30_000; step++)
        {
            // Room for one step, so that nothing is evicted half-way through it; then back to the limit, evicting.
            engine.MemoryLimitBytes = Limit + (1 << 20);
            ModelStep.Run(random, engine, model, time, exact: false);
            engine.MemoryLimitBytes = Limit;
            Assert.True(engine.MemoryUsedBytes <= Limit);
        }

        Assert.Null(engine.CheckAccounting());
        Assert.True(engine.Counters.EvictedTotal > 0);
    }
}
