namespace K8sCache.Storage.Tests.Shards;

/// <summary>
/// Entries removed in the order of their hashes leave the rest of the index as full as it was, when the whole of it is empty
/// enough to shrink.
/// </summary>
public sealed class UnevenRemovalTests
{
    private const int Entries = 100_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_scans_and_deletes_removes_all_and_nothing_else(bool sweeps)
    {
        var engine = Filled();
        var left = Entries;
        ulong cursor = 0;
        do
        {
            var taken = new TakenKeys();
            cursor = engine.Scan(cursor, 500, ref taken);
            foreach (var key in taken.Keys.Distinct())
                left -= engine.Delete(Engines.Bytes(key)) ? 1 : 0;
            if (sweeps)
                engine.SweepExpired(4);
            Assert.Equal(left, engine.Count);
            if (left % 7 == 0)
                Assert.Null(engine.CheckAccounting());
        }
        while (cursor != 0);

        Assert.Equal(0, left);
        Assert.Null(engine.CheckAccounting());
        SetAgain(engine);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Slots_that_leave_take_their_entries_and_no_others(int keptOf)
    {
        var engine = Filled();
        var slots = new bool[CacheEngineOptions.SlotCount];
        var kept = 0;
        for (var i = 0; i < Entries; i++)
        {
            var slot = Engines.SlotOf(Engines.Bytes($"key:{i}"));
            slots[slot] = keptOf == 1 || slot % keptOf != 0;
            kept += slots[slot] ? 0 : 1;
        }

        engine.DropSlots(slots);
        Assert.Equal(kept, engine.Count);
        Assert.Null(engine.CheckAccounting());
        engine.SweepExpired(1_000);
        Assert.Null(engine.CheckAccounting());
        SetAgain(engine);
    }

    private static CacheEngine Filled()
    {
        var engine = Engines.Make(new ManualTimeProvider(), memory: 128 << 20, shards: 1);
        for (var i = 0; i < Entries; i++)
            engine.SetText($"key:{i}", "some value");
        Assert.Equal(Entries, engine.Count);
        return engine;
    }

    private static void SetAgain(CacheEngine engine)
    {
        for (var i = 0; i < Entries; i++)
            engine.SetText($"key:{i}", "another value");
        Assert.Equal(Entries, engine.Count);
        Assert.Null(engine.CheckAccounting());
    }
}
