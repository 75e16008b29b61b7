namespace K8sCache.Storage.Tests;

public sealed class ConcurrencyTests
{
    [Theory]
    [InlineData(EvictionMode.S3Fifo, 256 << 10, 4)]
    [InlineData(EvictionMode.S3Fifo, 256 << 10, 64)]
    [InlineData(EvictionMode.None, 64 << 20, 4)]
    [InlineData(EvictionMode.None, 128 << 20, 64)]
    public async Task Threads_at_once_leave_the_counts_right_and_the_limit_kept(EvictionMode eviction, long memory, int pageKilobytes)
    {
        var time = new ManualTimeProvider();
        var engine = Engines.Make(time, memory, eviction, shards: 4, tombstones: true, pageBytes: pageKilobytes << 10);
        var workers = Enumerable.Range(0, 4).Select(seed => Task.Run(() => Work(engine, time, seed))).ToArray();
        await Task.WhenAll(workers);
        Assert.Null(engine.CheckAccounting());
        Assert.True(engine.MemoryUsedBytes <= memory);
    }

    [Fact]
    public async Task Increments_from_many_threads_are_all_there()
    {
        var engine = Engines.Make(new ManualTimeProvider());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
                engine.Increment("counter"u8, 1, out var _);
        })));
        Assert.Equal("80000", engine.GetText("counter"));
    }

    private static void Work(CacheEngine engine, ManualTimeProvider time, int seed)
    {
        var random = new Random(seed);
        var slots = new bool[CacheEngineOptions.SlotCount];
        for (var step = 0; step < 30_000; step++)
        {
            var key = $"k{random.Next(2_000)}";
            switch (random.Next(8))
            {
                case 0: engine.Delete(Engines.Bytes(key)); break;
                case 1: engine.GetText(key); break;
                case 2: engine.SetExpiry(Engines.Bytes(key), time.NowMs + random.Next(-1, 2)); break;
                case 3: engine.HashSet(Engines.Bytes("h" + key), new TextFields((key, "value")), out _); break;
                case 4: engine.Append(Engines.Bytes(key), "some more"u8, out _); break;
                case 5 when step % 1_000 == 5: engine.DropSlots(slots); break;
                case 6 when step % 5_000 == 6: engine.Clear(); break;
                default: engine.SetText(key, new string('x', random.Next(200))); break;
            }
        }
    }
}
