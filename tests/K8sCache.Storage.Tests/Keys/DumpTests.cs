using K8sCache.Storage.Keys;

namespace K8sCache.Storage.Tests.Keys;

public sealed class DumpTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void The_checksum_is_that_of_Redis() => Assert.Equal(0xe9c6d914c4b8d9caUL, Crc64.Compute("123456789"u8));

    [Fact]
    public void A_dump_restores_what_was_dumped_in_another_engine()
    {
        var engine = Engines.Make(_time);
        var other = Engines.Make(_time);
        engine.SetText("s", "value");
        engine.HashSet("small"u8, new TextFields(("a", "1"), ("b", "2")), out _);
        var large = Enumerable.Range(0, 500).Select(i => ($"f{i}", $"v{i}")).ToArray();
        engine.HashSet("large"u8, new TextFields(large), out _);
        foreach (var key in new[] { "s", "small", "large" })
        {
            Assert.Equal(EngineStatus.Ok, engine.Dump(Engines.Bytes(key), out var dump));
            Assert.True(CacheEngine.IsDump(dump));
            Assert.Equal(EngineStatus.Ok, other.Restore(Engines.Bytes(key), dump, 0, replace: false));
            Assert.Equal(EngineStatus.ConditionFailed, other.Restore(Engines.Bytes(key), dump, 0, replace: false));
        }

        Assert.Equal("value", other.GetText("s"));
        Assert.Equal(engine.GetFields("small"), other.GetFields("small"));
        Assert.Equal(engine.GetFields("large"), other.GetFields("large"));
        Assert.Null(other.CheckAccounting());
    }

    [Fact]
    public void Damaged_and_foreign_payloads_are_refused()
    {
        var engine = Engines.Make(_time);
        engine.SetText("k", "value");
        engine.Dump("k"u8, out var dump);
        for (var i = 0; i < dump.Length; i++)
        {
            var damaged = dump.ToArray();
            damaged[i] ^= 4;
            Assert.False(CacheEngine.IsDump(damaged));
            Assert.False(CacheEngine.IsDump(dump.AsSpan(0, i)));
        }

        foreach (var kind in new[] { EntryKind.None, EntryKind.Tombstone, (EntryKind)77 })
            Assert.Equal(EngineStatus.Malformed, engine.Restore("r"u8, DumpFormat.Write(kind, []), 0, replace: true));
        Assert.Equal(EngineStatus.Malformed, engine.Restore("r"u8, DumpFormat.Write(EntryKind.Hash, "\u0009a"u8), 0, replace: true));
        Assert.Equal(1, engine.Count);
    }

    [Fact]
    public void What_has_expired_is_restored_to_nothing()
    {
        var engine = Engines.Make(_time, tombstones: true);
        engine.SetText("k", "value");
        engine.Dump("k"u8, out var dump);
        var past = _time.GetUtcNow().ToUnixTimeMilliseconds() - 1;
        Assert.Equal(EngineStatus.Unchanged, engine.Restore("new"u8, dump, past, replace: false));
        Assert.Equal(EngineStatus.Ok, engine.Restore("k"u8, dump, past, replace: true));
        Assert.Equal(0, engine.Count);
        Assert.Null(engine.CheckAccounting());
    }

    [Fact]
    public void Any_payload_is_taken_whole_or_not_at_all()
    {
        var engine = Engines.Make(_time);
        var random = new Random(11);
        var taken = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var payload = new byte[random.Next(1, 30)];
            random.NextBytes(payload);
            foreach (ref var next in payload.AsSpan())
                next = (byte)(random.Next(3) == 0 ? next : next % 8);
            var kind = (EntryKind)random.Next(1, 8);
            var dump = DumpFormat.Write(kind, payload);
            if (engine.Restore("k"u8, dump, 0, replace: true) != EngineStatus.Ok)
                continue;
            taken++;
            Assert.Equal(EngineStatus.Ok, engine.Dump("k"u8, out var again));
            Assert.Equal(EngineStatus.Ok, engine.Restore("copy"u8, again, 0, replace: true));
            Assert.Equal(EngineStatus.Ok, engine.GetEncoding("k"u8, out _));
        }

        Assert.InRange(taken, 100, 20_000);
        Assert.Null(engine.CheckAccounting());
    }

    [Fact]
    public void A_copy_has_value_and_expiry_of_its_source()
    {
        var engine = Engines.Make(_time);
        var expiresAtMs = _time.GetUtcNow().ToUnixTimeMilliseconds() + 5_000;
        engine.SetText("a", "value", new SetOptions { ExpiresAtMs = expiresAtMs });
        engine.SetText("b", "other");
        Assert.Equal(EngineStatus.Missing, engine.Copy("none"u8, "b"u8, replace: true));
        Assert.Equal(EngineStatus.ConditionFailed, engine.Copy("a"u8, "b"u8, replace: false));
        Assert.Equal(EngineStatus.Ok, engine.Copy("a"u8, "b"u8, replace: true));
        Assert.Equal("value", engine.GetText("b"));
        engine.GetExpiry("b"u8, out var copied);
        Assert.Equal(expiresAtMs, copied);
        Assert.Equal(EngineStatus.Ok, engine.Rename("a"u8, "c"u8, replace: false));
        Assert.Null(engine.GetText("a"));
        Assert.Equal("value", engine.GetText("c"));
        Assert.Null(engine.CheckAccounting());
    }

    [Fact]
    public void Facts_of_an_entry_are_told()
    {
        var engine = Engines.Make(_time);
        engine.SetText("k", new string('x', 1000));
        Assert.Equal(EngineStatus.Ok, engine.Describe("k"u8, out var facts));
        Assert.Equal(0, facts.Uses);
        Assert.InRange(facts.Bytes, 1000, 1300);
        Assert.Equal(_time.GetUtcNow().ToUnixTimeMilliseconds(), facts.WrittenAtMs);
        engine.GetText("k");
        engine.Describe("k"u8, out facts);
        Assert.Equal(1, facts.Uses);
        Assert.Equal(EngineStatus.Missing, engine.Describe("none"u8, out _));
    }
}
