namespace K8sCache.Benchmarks.Engines;

/// <summary>CPU of reads and writes, a million entries, one thread; keys are picked at random.</summary>
internal static class OperationRows
{
    private const int Keys = 1_000_000;
    private const long FullBytes = Keys * 145L;

    private const int Operations = 4_000_000;

    public static void RunPresent(BenchmarkOptions options)
    {
        for (var round = 0; round < options.Rounds; round++)
            WithMillion(round, (int)(Operations * options.Scale));
    }

    public static void RunEvicting(BenchmarkOptions options)
    {
        for (var round = 0; round < options.Rounds; round++)
            Evictions(round, (int)(Operations * options.Scale));
    }

    private static void WithMillion(int round, int operations)
    {
        using var engine = BenchEngines.Make(BenchEngines.RoomyBytes);
        var keys = new KeySequence(1);
        keys.Fill(engine, Keys);
        var sink = default(LengthSink);
        OperationTimer.Measure($"engine.key.round{round}", operations, count =>
        {
            for (var i = 0; i < count; i++)
                sink.Total += keys.Random(Keys)[^1];
        });
        OperationTimer.Measure($"engine.get.hit.round{round}", operations, count =>
        {
            for (var i = 0; i < count; i++)
                engine.Get(keys.Random(Keys), ref sink);
        });
        var batch = new KeyBatch();
        OperationTimer.Measure($"engine.get.hit.batched.round{round}", operations, count =>
        {
            for (var i = 0; i < count; i += KeyBatch.Keys)
                batch.Get(engine, keys, Keys, ref sink);
        });
        OperationTimer.Measure($"engine.get.miss.round{round}", operations, count =>
        {
            for (var i = 0; i < count; i++)
                engine.Get(keys.At(-1 - keys.RandomNumber(Keys)), ref sink);
        });
        OperationTimer.Measure($"engine.set.overwrite.round{round}", operations, count =>
        {
            for (var i = 0; i < count; i++)
                engine.Set(keys.Random(Keys), keys.Value);
        });
    }

    /// <summary>New keys into a cache that holds about a million entries and is full.</summary>
    private static void Evictions(int round, int operations)
    {
        using var engine = BenchEngines.Make(FullBytes);
        var keys = new KeySequence(3);
        keys.Fill(engine, Keys * 2);
        long next = Keys * 2;
        OperationTimer.Measure($"engine.set.evict.round{round}", operations, count =>
        {
            for (var i = 0; i < count; i++)
                engine.Set(keys.At(next++), keys.Value);
        });
        Rows.Write($"engine.set.evict.entries.round{round}", engine.Count, "entries");
    }
}
