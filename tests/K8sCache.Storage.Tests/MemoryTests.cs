namespace K8sCache.Storage.Tests;

[Collection("measures the heap")]
public sealed class MemoryTests
{
    [Theory]
    [InlineData(16, 200_000)]
    [InlineData(100, 100_000)]
    [InlineData(4096, 5_000)]
    public void What_is_accounted_is_what_the_heap_holds(int valueLength, int entries)
    {
        var time = new ManualTimeProvider();
        var value = new byte[valueLength];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var engine = Engines.Make(time, memory: 1L << 30, shards: 8);
        Span<byte> key = stackalloc byte[16];
        for (var i = 0; i < entries; i++)
        {
            BitConverter.TryWriteBytes(key, i);
            engine.Set(key, value);
        }

        var heap = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(engine.MemoryUsedBytes, heap * 0.95, heap * 1.05);
        GC.KeepAlive(engine);
    }

    [Fact]
    public void Large_hashes_are_accounted_too()
    {
        var time = new ManualTimeProvider();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var engine = Engines.Make(time, memory: 1L << 30);
        for (var i = 0; i < 40_000; i++)
            engine.HashSet(Engines.Bytes($"hash{i % 4}"), new TextFields(($"field-{i}", "some value")), out _);
        var heap = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(engine.MemoryUsedBytes, heap * 0.93, heap * 1.07);
        GC.KeepAlive(engine);
    }

    [Fact]
    public void Without_eviction_a_full_engine_refuses_and_keeps_what_it_has()
    {
        var engine = Engines.Make(new ManualTimeProvider(), memory: 1 << 20, eviction: EvictionMode.None);
        var written = 0;
        while (engine.SetText($"k{written}", new string('x', 500)) == EngineStatus.Ok)
            written++;
        Assert.InRange(written, 1_000, 2_000);
        Assert.Equal(EngineStatus.OutOfMemory, engine.Append(Engines.Bytes("k1"), new byte[5000], out _));
        Assert.Equal(EngineStatus.OutOfMemory, engine.HashSet(Engines.Bytes("h"), new TextFields(("f", new string('v', 999))), out _));
        Assert.Equal(written, engine.Count);
        Assert.True(engine.Delete(Engines.Bytes("k1")));
        Assert.True(engine.Delete(Engines.Bytes("k2")));
        Assert.Equal(EngineStatus.Ok, engine.SetText("again", new string('x', 500)));
        Assert.Null(engine.CheckAccounting());
    }

    [Fact]
    public void Eviction_keeps_what_is_used()
    {
        var engine = Engines.Make(new ManualTimeProvider(), memory: 1 << 20, shards: 1);
        engine.SetText("hot", "kept");
        for (var i = 0; i < 20_000; i++)
        {
            engine.SetText($"cold{i}", new string('x', 100));
            Assert.Equal("kept", engine.GetText("hot"));
        }

        Assert.Null(engine.GetText("cold0"));
        Assert.NotNull(engine.GetText("cold19999"));
    }

    [Fact]
    public void A_lower_limit_is_met_at_once()
    {
        var engine = Engines.Make(new ManualTimeProvider(), memory: 8 << 20);
        for (var i = 0; i < 10_000; i++)
            engine.SetText($"k{i}", new string('x', 500));
        engine.MemoryLimitBytes = 4 << 20;
        Assert.True(engine.MemoryUsedBytes <= 4 << 20);
        Assert.Null(engine.CheckAccounting());
    }

    [Fact]
    public void A_value_larger_than_the_limit_is_refused_and_evicts_nothing()
    {
        var engine = Engines.Make(new ManualTimeProvider(), memory: 1 << 20);
        engine.SetText("k", "v");
        Assert.Equal(EngineStatus.OutOfMemory, engine.SetText("huge", new string('x', 2 << 20)));
        Assert.Equal("v", engine.GetText("k"));
    }

    [Fact]
    public void Reading_and_overwriting_allocate_nothing()
    {
        var engine = Engines.Make(new ManualTimeProvider());
        engine.SetText("counter", "1000");
        byte[] key = Engines.Bytes("key"), counter = Engines.Bytes("counter"), value = new byte[100];
        engine.Set(key, value);
        var nobody = default(NoVisitor);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            engine.Get(key, ref nobody);
            engine.Set(key, value);
            engine.Increment(counter, 1, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Clearing_gives_the_memory_back()
    {
        var engine = Engines.Make(new ManualTimeProvider());
        var empty = engine.MemoryUsedBytes;
        for (var i = 0; i < 10_000; i++)
            engine.SetText($"k{i}", "v");
        engine.Clear();
        Assert.Equal((0, empty), (engine.Count, engine.MemoryUsedBytes));
        Assert.Null(engine.CheckAccounting());
    }
}
