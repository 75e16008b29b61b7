namespace K8sCache.Storage.Tests;

public sealed class ScanAndExpiryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_scan_visits_what_stays_exactly_once_whatever_else_happens(int seed)
    {
        var engine = Engines.Make(new ManualTimeProvider());
        var random = new Random(seed);
        var staying = Enumerable.Range(0, 2_000).Select(i => $"stay{i}").ToHashSet();
        foreach (var key in staying)
            engine.SetText(key, "v");
        var taken = new TakenKeys();
        ulong cursor = 0;
        do
        {
            cursor = engine.Scan(cursor, 7, ref taken);
            for (var i = 0; i < 20; i++)
            {
                engine.SetText($"other{random.Next(5_000)}", "v");
                engine.Delete(Engines.Bytes($"other{random.Next(5_000)}"));
                engine.Append(Engines.Bytes($"stay{random.Next(2_000)}"), "more"u8, out _);
            }
        }
        while (cursor != 0);

        var seen = taken.Keys.Where(key => key.StartsWith("stay", StringComparison.Ordinal)).ToList();
        Assert.Equal(staying.Count, seen.Count);
        Assert.Equal(staying, seen.ToHashSet());
    }

    [Fact]
    public void A_cursor_from_nowhere_ends_the_scan()
    {
        var engine = Engines.Make(new ManualTimeProvider());
        engine.SetText("k", "v");
        var taken = new TakenKeys();
        Assert.Equal(0UL, engine.Scan(ulong.MaxValue, 10, ref taken));
        var cursor = (ulong)int.MaxValue;
        for (var calls = 0; cursor != 0; calls++)
        {
            cursor = engine.Scan(cursor, 10, ref taken);
            Assert.InRange(calls, 0, 1_000);
        }
    }

    [Fact]
    public void An_entry_expires_to_the_millisecond()
    {
        var time = new ManualTimeProvider();
        var engine = Engines.Make(time);
        engine.SetText("k", "v", new SetOptions { ExpiresAtMs = time.NowMs + 100 });
        time.Advance(99);
        Assert.Equal("v", engine.GetText("k"));
        time.Advance(1);
        Assert.Null(engine.GetText("k"));
        Assert.Equal(1, engine.Counters.ExpiredTotal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_sweeper_frees_what_nobody_asks_for_and_old_tombstones(bool tombstones)
    {
        var time = new ManualTimeProvider();
        var engine = Engines.Make(time, tombstones: tombstones);
        for (var i = 0; i < 20_000; i++)
            engine.SetText($"k{i}", "v", new SetOptions { ExpiresAtMs = i % 2 == 0 ? time.NowMs + 10 : 0 });
        time.Advance(10);
        using var sweeper = new ExpirySweeper(engine, time, TimeSpan.FromSeconds(1));
        for (var tick = 0; tick < 20; tick++)
            sweeper.Tick();
        Assert.Equal(10_000, engine.Count);
        Assert.Equal(tombstones ? 10_000 : 0, engine.Counters.Tombstones);
        time.Advance(60_001);
        for (var tick = 0; tick < 20; tick++)
            sweeper.Tick();
        Assert.Equal(0, engine.Counters.Tombstones);
        Assert.Null(engine.CheckAccounting());
    }
}
