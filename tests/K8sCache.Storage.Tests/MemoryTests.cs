namespace K8sCache.Storage.Tests;

[Collection("measures the heap")]
public sealed class MemoryTests
{
    [Fact]
    public void Large_hashes_are_accounted_too()
    {
        var time = new ManualTimeProvider();
        var engine = Engines.Make(time, memory: 1L << 30);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 100_000; i++)
            engine.HashSet(Engines.Bytes($"hash{i % 4}"), new TextFields(($"field-{i}", "some value")), out _);
        var heap = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(engine.ObjectBytes, heap * 0.93, heap * 1.07);
        Assert.True(engine.MemoryUsedBytes > engine.ObjectBytes);
        GC.KeepAlive(engine);
    }

    [Fact]
    public void Without_eviction_a_full_engine_refuses_and_keeps_what_it_has()
    {
        var engine = Engines.Make(new ManualTimeProvider(), memory: 1 << 20, eviction: EvictionMode.None);
        var written = 0;
        while (engine.SetText($"k{written}", new string('x', 500)) == EngineStatus.Ok)
            written++;
        Assert.InRange(written, 1_400, 2_000);
        Assert.True(engine.MemoryUsedBytes <= engine.MemoryLimitBytes);
        Assert.Equal(EngineStatus.OutOfMemory, engine.Append(Engines.Bytes("k1"), new byte[50_000], out _));
        Assert.Equal(EngineStatus.OutOfMemory, engine.HashSet(Engines.Bytes("h"), new TextFields(("f", new string('v', 50_000))), out _));
        Assert.Equal(written, engine.Count);

        // Every second entry goes; what they leave in each segment is made one piece again.
        for (var i = 0; i < written; i += 2)
            Assert.True(engine.Delete(Engines.Bytes($"k{i}")));
        for (var i = 0; i < written / 3; i++)
            Assert.Equal(EngineStatus.Ok, engine.SetText($"again{i}", new string('x', 500)));
        Assert.True(engine.MemoryUsedBytes <= engine.MemoryLimitBytes);
        for (var i = 1; i < written; i += 2)
            Assert.NotNull(engine.GetText($"k{i}"));
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
