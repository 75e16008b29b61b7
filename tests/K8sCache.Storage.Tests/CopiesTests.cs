namespace K8sCache.Storage.Tests;

public sealed class CopiesTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Copies_that_merged_the_same_states_in_any_order_hold_the_same(int seed)
    {
        var random = new Random(seed);
        var writer = Engines.Make(_time, tombstones: true);
        var model = new Model(_time);
        var recorded = new RecordedStates();
        for (var step = 0; step < 3_000; step++)
        {
            ModelStep.Run(random, writer, model, _time, exact: true);
            writer.Snapshot(Engines.Bytes($"key:{random.Next(300)}"), ref recorded);
        }

        for (var i = 0; i < 300; i++)
            writer.Snapshot(Engines.Bytes($"key:{i}"), ref recorded);
        var left = Engines.Make(_time, nodeId: 2, tombstones: true);
        var right = Engines.Make(_time, nodeId: 3, shards: 1, tombstones: true);
        recorded.MergeShuffled(left, random);
        recorded.MergeShuffled(right, random);
        recorded.MergeShuffled(right, random);
        for (var i = 0; i < 300; i++)
        {
            var key = $"key:{i}";
            Assert.Equal(writer.GetText(key), left.GetText(key));
            Assert.Equal(writer.GetText(key), right.GetText(key));
            Assert.Equal(writer.GetFields(key), left.GetFields(key));
            Assert.Equal(writer.GetFields(key), right.GetFields(key));
        }

        Assert.Null(left.CheckAccounting());
        Assert.Null(right.CheckAccounting());
    }

    [Fact]
    public void A_late_older_write_does_not_bring_a_deleted_or_expired_entry_back()
    {
        var writer = Engines.Make(_time, tombstones: true);
        var copy = Engines.Make(_time, nodeId: 2, tombstones: true);
        var early = new RecordedStates();
        writer.SetText("deleted", "old");
        writer.SetText("expired", "old");
        writer.Snapshot("deleted"u8, ref early);
        writer.Snapshot("expired"u8, ref early);
        writer.Delete("deleted"u8);
        writer.SetText("expired", "new", new SetOptions { ExpiresAtMs = _time.NowMs + 5 });
        var into = new CopyInto(copy);
        writer.Snapshot("deleted"u8, ref into);
        writer.Snapshot("expired"u8, ref into);
        _time.Advance(10);
        Assert.Null(copy.GetText("expired"));
        early.MergeShuffled(copy, new Random(1));
        Assert.Null(copy.GetText("expired"));
        Assert.Null(copy.GetText("deleted"));
    }

    [Fact]
    public void Slots_are_visited_and_dropped_alone()
    {
        var source = Engines.Make(_time, tombstones: true);
        var target = Engines.Make(_time, nodeId: 2, tombstones: true);
        var slots = new bool[CacheEngineOptions.SlotCount];
        for (var i = 0; i < 5_000; i++)
        {
            source.SetText($"k{i}", "v");
            if (i % 10 is 3 or 4)
                slots[Engines.SlotOf(Engines.Bytes($"k{i}"))] = true;
        }

        var into = new CopyInto(target);
        ulong cursor = 0;
        do
        {
            cursor = source.VisitSlots(cursor, slots, 1_000, ref into);
        }
        while (cursor != 0);
        Assert.Equal(1_000, target.Count);
        Assert.Equal(1_000, into.Visited);
        Assert.Equal(1_000, source.CountIn(slots));
        source.DropSlots(slots);
        Assert.Equal(4_000, source.Count);
        Assert.Equal(0, source.CountIn(slots));
        source.Clear();
        Assert.Equal(0, source.CountIn(Enumerable.Repeat(true, CacheEngineOptions.SlotCount).ToArray()));
        Assert.Null(source.CheckAccounting());
    }

    [Fact]
    public void A_flush_covers_what_was_on_its_way_and_spares_what_came_after()
    {
        var writer = Engines.Make(_time, tombstones: true);
        var copy = Engines.Make(_time, nodeId: 2, tombstones: true);
        var early = new RecordedStates();
        writer.SetText("k", "before");
        writer.Snapshot("k"u8, ref early);
        var all = Enumerable.Repeat(true, CacheEngineOptions.SlotCount).ToArray();
        var clock = writer.FlushClock();
        writer.FlushSlots(all, clock);
        writer.SetText("later", "after");
        var into = new CopyInto(copy);
        writer.Snapshot("later"u8, ref into);
        copy.FlushSlots(all, clock);
        early.MergeShuffled(copy, new Random(1));
        Assert.Null(copy.GetText("k"));
        Assert.Equal("after", copy.GetText("later"));
        Assert.Null(writer.GetText("k"));
    }

    [Fact]
    public void A_primary_whose_clock_is_behind_a_flush_learns_of_it_and_sends_above_it()
    {
        var flusher = Engines.Make(_time, tombstones: true);
        var copy = Engines.Make(_time, nodeId: 2, tombstones: true);
        var late = new ManualTimeProvider();
        var primary = Engines.Make(late, nodeId: 3, tombstones: true);
        _time.Advance(1_000);
        var all = Enumerable.Repeat(true, CacheEngineOptions.SlotCount).ToArray();
        copy.FlushSlots(all, flusher.FlushClock());

        primary.SetText("k", "v");
        var into = new CopyInto(copy);
        primary.Snapshot("k"u8, ref into);
        Assert.Equal(EngineStatus.Stale, into.Last);
        Assert.True(primary.Supersede("k"u8, copy.ClockOf("k"u8)));
        primary.Snapshot("k"u8, ref into);
        Assert.Equal("v", copy.GetText("k"));
    }

    [Fact]
    public void Malformed_fields_are_refused()
    {
        var engine = Engines.Make(_time);
        foreach (var payload in new byte[][] { [1], [1, 65], [1, 65, 5, 1], [255, 255, 255, 255, 255, 1], [0xff, 0xff, 0xff, 0xff, 0x0f] })
        {
            var state = new EntryState
            {
                Key = "h"u8,
                Version = new(1, 1),
                Kind = EntryKind.Hash,
                ExpiresAtMs = 0,
                Payload = payload,
            };
            Assert.Equal(EngineStatus.Malformed, engine.Merge(state));
        }

        Assert.Equal(0, engine.Count);
        Assert.Null(engine.CheckAccounting());
    }
}
