using K8sCache.Storage.Hashes;

namespace K8sCache.Storage.Tests.Hashes;

/// <summary>Fields that expire one by one, in small hashes and large ones.</summary>
public sealed class FieldExpiryTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(3)]
    [InlineData(500)]
    public void A_field_is_gone_at_its_time_and_the_hash_with_its_last(int fieldCount)
    {
        var engine = Engines.Make(_time);
        Fill(engine, "h", fieldCount);
        Assert.All(Expire(engine, "h", NowMs + 100, "f0"), outcome => Assert.Equal(FieldExpiryOutcome.Done, outcome));
        _time.Advance(99);
        Assert.Equal(fieldCount, engine.GetFields("h")!.Count);
        _time.Advance(1);
        Assert.Equal(fieldCount - 1, engine.GetFields("h")!.Count);
        engine.HashLength("h"u8, out var count);
        Assert.Equal(fieldCount - 1, count);

        Expire(engine, "h", NowMs + 50, [.. Enumerable.Range(0, fieldCount).Select(i => $"f{i}")]);
        _time.Advance(50);
        Assert.Null(engine.GetFields("h"));
        engine.SweepFields(100);
        Assert.Equal(0, engine.Count);
        Assert.Equal(0, engine.ExpiringHashCount);
        Assert.Null(engine.CheckAccounting());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(500)]
    public void Conditions_are_those_of_HEXPIRE(int fieldCount)
    {
        var engine = Engines.Make(_time);
        Fill(engine, "h", fieldCount);
        var at = NowMs + 1_000;
        Assert.Equal([FieldExpiryOutcome.NoField], Expire(engine, "h", at, "nosuch"));
        Assert.Equal([FieldExpiryOutcome.ConditionFailed], Expire(engine, "h", at, ExpireConditions.IfExpiry, "f1"));
        Assert.Equal([FieldExpiryOutcome.ConditionFailed], Expire(engine, "h", at, ExpireConditions.IfLater, "f1"));
        Assert.Equal([FieldExpiryOutcome.Done], Expire(engine, "h", at, ExpireConditions.IfEarlier, "f1"));
        Assert.Equal([FieldExpiryOutcome.ConditionFailed], Expire(engine, "h", at, ExpireConditions.IfNoExpiry, "f1"));
        Assert.Equal([FieldExpiryOutcome.ConditionFailed], Expire(engine, "h", at, ExpireConditions.IfLater, "f1"));
        Assert.Equal([FieldExpiryOutcome.Done], Expire(engine, "h", at + 1, ExpireConditions.IfLater, "f1"));
        Assert.Equal([FieldExpiryOutcome.Deleted], Expire(engine, "h", NowMs, "f1"));
        Assert.Equal(fieldCount - 1, engine.GetFields("h")!.Count);
        var outcomes = new FieldExpiryOutcome[2];
        Expire(engine, "h", at, "f0");
        engine.HashPersist("h"u8, new TextFields(("f0", ""), ("f2", "")), outcomes);
        Assert.Equal([FieldExpiryOutcome.Done, FieldExpiryOutcome.NoExpiry], outcomes);
    }

    [Fact]
    public void Writing_a_field_ends_its_expiry_and_adding_to_it_does_not()
    {
        var engine = Engines.Make(_time);
        engine.HashSet("h"u8, new TextFields(("a", "1"), ("b", "2")), out _);
        Expire(engine, "h", NowMs + 100, "a", "b");
        engine.HashSet("h"u8, new TextFields(("a", "5")), out var added);
        engine.HashIncrement("h"u8, "b"u8, 5, out var sum);
        Assert.Equal((0, 7), (added, sum));
        _time.Advance(100);
        Assert.Equal(["a"], engine.GetFields("h")!.Keys);
        // An expired field is a new one again.
        engine.HashSet("h"u8, new TextFields(("b", "9")), out added);
        Assert.Equal(1, added);
        _time.Advance(86_400_000);
        Assert.Equal(2, engine.GetFields("h")!.Count);
    }

    [Fact]
    public void The_sweeper_looks_only_at_hashes_that_are_due()
    {
        var engine = Engines.Make(_time);
        for (var i = 0; i < 100; i++)
        {
            Fill(engine, $"h{i}", 2);
            Expire(engine, $"h{i}", NowMs + 10 + i, "f0", "f1");
        }

        Assert.Equal(100, engine.ExpiringHashCount);
        _time.Advance(59);
        engine.SweepFields(1_000);
        Assert.Equal((50, 50), (engine.Count, engine.ExpiringHashCount));
        Assert.Null(engine.CheckAccounting());
        engine.Clear();
        Assert.Equal(0, engine.ExpiringHashCount);
        Assert.Null(engine.CheckAccounting());
    }

    [Fact]
    public void What_is_known_of_hashes_long_gone_is_given_up()
    {
        var engine = Engines.Make(_time);
        for (var i = 0; i < 5_000; i++)
        {
            Fill(engine, $"h{i}", 2);
            Expire(engine, $"h{i}", NowMs + 1_000_000, "f0");
            if (i % 10 != 0)
                engine.Delete(Engines.Bytes($"h{i}"));
            engine.SweepFields(1);
        }

        Assert.InRange(engine.ExpiringHashCount, 500, 1_600);
        Assert.Null(engine.CheckAccounting());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(500)]
    public void A_copy_has_the_fields_expiry_and_drops_them_itself(int fieldCount)
    {
        var engine = Engines.Make(_time);
        var copy = Engines.Make(_time, nodeId: 2);
        Fill(engine, "h", fieldCount);
        Expire(engine, "h", NowMs + 100, "f0");
        var into = new CopyInto(copy);
        engine.Snapshot("h"u8, ref into);
        Assert.Equal(fieldCount, copy.GetFields("h")!.Count);
        Assert.Equal(1, copy.ExpiringHashCount);
        _time.Advance(100);
        Assert.Equal(fieldCount - 1, copy.GetFields("h")!.Count);
        copy.SweepFields(10);
        Assert.Equal(0, copy.ExpiringHashCount);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(100)]
    public void A_hash_that_moves_for_its_own_expiry_is_still_known_to_the_sweeper(int fieldCount)
    {
        // So small that a hundred fields get a block of their own, which is freed when the hash moves.
        var engine = Engines.Make(_time, memory: 1 << 20, shards: 1);
        Fill(engine, "h", fieldCount);
        Expire(engine, "h", NowMs + 100, "f0");
        engine.SetExpiry("h"u8, NowMs + 1_000_000);
        Assert.Equal(EngineStatus.Ok, engine.Copy("h"u8, "copy"u8, replace: false));
        Assert.Equal(2, engine.ExpiringHashCount);

        var copy = Engines.Make(_time, memory: 1 << 20, shards: 1, nodeId: 2);
        Fill(copy, "h", fieldCount);
        var into = new CopyInto(copy);
        engine.Snapshot("h"u8, ref into);
        Assert.Equal(EngineStatus.Ok, into.Last);
        Assert.Equal(1, copy.ExpiringHashCount);
        Assert.Null(engine.CheckAccounting());
        Assert.Null(copy.CheckAccounting());
    }

    private long NowMs => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private static void Fill(CacheEngine engine, string key, int fieldCount) =>
        engine.HashSet(
            Engines.Bytes(key),
            new TextFields([.. Enumerable.Range(0, fieldCount).Select(i => ($"f{i}", $"value {i}"))]),
            out _);

    private static FieldExpiryOutcome[] Expire(CacheEngine engine, string key, long atMs, params string[] fields) =>
        Expire(engine, key, atMs, ExpireConditions.None, fields);

    private static FieldExpiryOutcome[] Expire(
        CacheEngine engine, string key, long atMs, ExpireConditions conditions, params string[] fields)
    {
        var outcomes = new FieldExpiryOutcome[fields.Length];
        engine.HashExpire(
            Engines.Bytes(key), new TextFields([.. fields.Select(field => (field, ""))]), atMs, conditions, outcomes);
        return outcomes;
    }
}
