using K8sCache.Storage.Hashes;

namespace K8sCache.Storage.Tests;

/// <summary>The sweeper ticks a period after something was written that may be to be swept, and else when something falls due.</summary>
public sealed class SweeperRestTests : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _time = new();
    private readonly CacheEngine _engine;
    private readonly ExpirySweeper _sweeper;

    public SweeperRestTests()
    {
        _engine = new CacheEngine(new CacheEngineOptions
        {
            MemoryLimitBytes = 16 << 20,
            Eviction = EvictionMode.S3Fifo,
            Time = _time,
            ShardCount = 4,
            NodeId = 1,
            HashSeed = 42,
            SlotOf = Engines.SlotOf,
        });
        _sweeper = new ExpirySweeper(_engine, _time, Period);
    }

    private long NowMs => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public void Dispose()
    {
        _sweeper.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public void Nothing_that_expires_needs_no_tick()
    {
        Settle();
        for (var i = 0; i < 1000; i++)
            _engine.SetText($"key{i}", "value");
        AssertRests(TimeSpan.FromHours(1));
    }

    [Fact]
    public void What_expires_is_gone_within_a_period_and_until_then_no_tick_is_needed()
    {
        _engine.SetText("key", "value", new SetOptions { ExpiresAtMs = NowMs + 30_000 });
        Settle();
        AssertRests(TimeSpan.FromSeconds(29));
        _time.Advance(TimeSpan.FromSeconds(1) + Period);
        Assert.Equal(0, _engine.Count);
        Settle();
        AssertRests(TimeSpan.FromHours(1));
    }

    [Fact]
    public void What_expires_earlier_than_all_before_is_gone_in_its_time()
    {
        // Of another class, so of another segment: each is looked at in its time.
        _engine.SetText("late", "value", new SetOptions { ExpiresAtMs = NowMs + 1_800_000 });
        Settle();
        _engine.SetText("early", "value", new SetOptions { ExpiresAtMs = NowMs + 1_000 });
        _time.Advance(TimeSpan.FromSeconds(1) + (2 * Period));
        Assert.Equal(1, _engine.Count);
        _time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(0, _engine.Count);
    }

    [Fact]
    public void What_expires_after_all_that_did_were_gone_is_gone_in_its_time()
    {
        for (var round = 0; round < 3; round++)
        {
            _engine.SetText("key", "value", new SetOptions { ExpiresAtMs = NowMs + 5_000 });
            Settle();
            _time.Advance(TimeSpan.FromSeconds(6));
            Assert.Equal(0, _engine.Count);
            Settle();
        }
    }

    [Fact]
    public void It_looks_once_a_minute_where_nothing_is_due_for_long_for_the_clock_may_be_set()
    {
        _engine.SetText("key", "value", new SetOptions { ExpiresAtMs = NowMs + 3_600_000 });
        Settle();
        var ticks = _sweeper.Ticks;
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.InRange(_sweeper.Ticks - ticks, 29, 31);
    }

    [Fact]
    public void A_field_that_expires_is_gone_within_a_period_and_until_then_no_tick_is_needed()
    {
        _engine.HashSet(Engines.Bytes("hash"), new TextFields(("field", "value"), ("other", "value")), out _);
        var outcomes = new FieldExpiryOutcome[1];
        _engine.HashExpire(Engines.Bytes("hash"), new TextFields(("field", "")), NowMs + 20_000, ExpireConditions.None, outcomes);
        Settle();
        AssertRests(TimeSpan.FromSeconds(19));
        Assert.Equal(1, _engine.ExpiringHashCount);
        _time.Advance(TimeSpan.FromSeconds(1) + Period);
        Assert.Equal(0, _engine.ExpiringHashCount);
        Settle();
        AssertRests(TimeSpan.FromHours(1));
    }

    [Fact]
    public void What_deletes_leave_is_given_back_and_then_no_tick_is_needed()
    {
        for (var i = 0; i < 50_000; i++)
            _engine.SetText($"key{i}", "a value of some length, so that there is something to give back");
        Settle();
        var full = _engine.MemoryUsedBytes;
        for (var i = 0; i < 50_000; i++)
        {
            if (i % 10 != 0)
                _engine.Delete(Engines.Bytes($"key{i}"));
        }

        Settle();
        Assert.InRange(_engine.MemoryUsedBytes, 0, full / 4);
        AssertRests(TimeSpan.FromHours(1));
    }

    [Fact]
    public void What_is_there_when_it_begins_is_looked_at()
    {
        Settle();
        _sweeper.Dispose();
        _engine.SetText("key", "value", new SetOptions { ExpiresAtMs = NowMs + 30_000 });
        using var next = new ExpirySweeper(_engine, _time, Period);
        _time.Advance(TimeSpan.FromSeconds(30) + (2 * Period));
        Assert.Equal(0, _engine.Count);
    }

    /// <summary>Lets it do what there is to do.</summary>
    private void Settle()
    {
        long before;
        var rounds = 0;
        do
        {
            Assert.InRange(rounds++, 0, 1000);
            before = _sweeper.Ticks;
            _time.Advance(Period);
        }
        while (_sweeper.Ticks != before);
    }

    private void AssertRests(TimeSpan time)
    {
        var before = _sweeper.Ticks;
        _time.Advance(time);
        Assert.Equal(before, _sweeper.Ticks);
    }
}
