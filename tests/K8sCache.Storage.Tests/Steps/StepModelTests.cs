using K8sCache.Storage.Hashes;
using K8sCache.Storage.Sets;

namespace K8sCache.Storage.Tests.Steps;

public sealed class StepModelTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Copies_converge_whatever_happens_to_what_they_are_sent(int seed)
    {
        var random = new Random(seed);
        var changes = new RandomChanges(random, _time);
        CacheEngine[] nodes = [.. Enumerable.Range(1, 3).Select(id => MakeNode((uint)id))];
        var steps = RandomChanges.Keys.ToDictionary(key => key, _ => 0);
        var asked = 0;
        for (var term = 0; term < 4; term++)
        {
            // Another copy is primary each time: what it was sent is what it goes on with.
            var primary = nodes[term % nodes.Length];
            LossyLink[] links = [.. nodes.Where(node => node != primary).Select(copy => new LossyLink(primary, copy, random))];
            RandomChanges.Fill(primary);
            SendAll(links);
            Run(1_500, changes, primary, links, random);
            // The last of what was under way is lost with the primary half of the time.
            if (random.Next(2) == 0 || term == 3)
                Settle(links);
            foreach (var (key, taken) in links.SelectMany(link => link.StepsTaken))
                steps[key] += taken;
            asked += links.Sum(link => link.StatesAskedFor);
        }

        foreach (var key in RandomChanges.Keys)
        {
            var expected = ContentOf(nodes[0], key);
            Assert.Equal(expected, ContentOf(nodes[1], key));
            Assert.Equal(expected, ContentOf(nodes[2], key));
        }

        Assert.All(nodes, node => Assert.Null(node.CheckAccounting()));
        Assert.All(steps, taken => Assert.InRange(taken.Value, 40, int.MaxValue));
        Assert.InRange(asked, 1, steps.Values.Sum());
    }

    [Fact]
    public void A_field_of_a_large_hash_travels_alone()
    {
        var primary = MakeNode(1);
        var copy = MakeNode(2);
        for (var i = 0; i < 100_000; i++)
            primary.HashSet("h"u8, new TextFields(($"field {i}", "some value of it")), out _);
        var whole = MessageMaker.MakeWhole(primary, Engines.Bytes("h"));
        Assert.Equal(EngineStatus.Ok, whole.Deliver(copy));
        primary.HashSet("h"u8, new TextFields(("field 7", "another")), out _);
        var message = MessageMaker.Make(primary, Engines.Bytes("h"), whole.Version);
        Assert.True(message.IsSteps);
        Assert.InRange(message.Payload.Length, 1, 64);
        Assert.Equal(EngineStatus.Ok, message.Deliver(copy));
        Assert.Equal(EngineStatus.Stale, message.Deliver(copy));
        Assert.Equal("another", copy.GetFields("h")!["field 7"]);
        Assert.Equal(100_000, copy.GetFields("h")!.Count);
    }

    [Fact]
    public void An_older_copy_takes_what_it_lacks_of_several_steps_and_one_without_their_base_none()
    {
        var primary = MakeNode(1);
        primary.SetText("k", new string('x', 10_000));
        var first = MessageMaker.MakeWhole(primary, Engines.Bytes("k"));
        primary.SetRange("k"u8, 5, "one"u8, out _);
        primary.Append("k"u8, "two"u8, out _);
        var both = MessageMaker.Make(primary, Engines.Bytes("k"), first.Version);
        var copy = MakeNode(2);
        Assert.Equal(EngineStatus.OtherBase, both.Deliver(copy));
        Assert.Null(copy.GetText("k"));
        first.Deliver(copy);
        Assert.Equal(EngineStatus.Ok, both.Deliver(copy));
        Assert.Equal(primary.GetText("k"), copy.GetText("k"));
        primary.SetExpiry("k"u8, _time.NowMs + 1_000);
        var last = MessageMaker.Make(primary, Engines.Bytes("k"), null);
        Assert.True(last.IsSteps);
        Assert.Equal(EngineStatus.Ok, last.Deliver(copy));
        copy.GetExpiry("k"u8, out var expiresAtMs);
        Assert.Equal(_time.NowMs + 1_000, expiresAtMs);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(300)]
    public void Dropping_expired_fields_is_no_write_and_is_told(int valueLength)
    {
        var primary = MakeNode(1);
        for (var i = 0; i < 100; i++)
            primary.HashSet("h"u8, new TextFields(($"field {i}", new string('v', valueLength))), out _);
        primary.HashExpire(
            "h"u8, new TextFields(("field 1", "")), _time.NowMs + 10, ExpireConditions.None, new FieldExpiryOutcome[1]);
        var clock = primary.ClockOf("h"u8);
        var told = new List<RemovalReason>();
        primary.Removals = (_, reason) => told.Add(reason);
        _time.Advance(10);
        primary.SweepFields(10);
        Assert.Equal([RemovalReason.FieldsExpired], told);
        Assert.Equal(clock, primary.ClockOf("h"u8));
        Assert.Equal(99, primary.GetFields("h")!.Count);
    }

    [Theory]
    [InlineData(EvictionMode.None)]
    [InlineData(EvictionMode.S3Fifo)]
    public void What_is_remembered_keeps_to_the_memory_limit(EvictionMode eviction)
    {
        const long Limit = 4 << 20;
        using var engine = Engines.Make(_time, memory: Limit, eviction: eviction, shards: 1);
        engine.KeepSteps = true;
        for (var i = 0; i < 1_000; i++)
        {
            engine.SetText($"k{i}", new string('x', 6_000));
            engine.Append(Engines.Bytes($"k{i}"), new byte[900], out _);
            engine.SetRange(Engines.Bytes($"k{i % 50}"), 5, new byte[900], out _);
            Assert.InRange(engine.MemoryUsedBytes, 1, Limit);
        }

        Assert.Null(engine.CheckAccounting());
    }

    [Fact]
    public void Steps_that_are_no_steps_are_refused()
    {
        var primary = MakeNode(1);
        var random = new Random(5);
        var changes = new RandomChanges(random, _time);
        RandomChanges.Fill(primary);
        var wholes = RandomChanges.Keys.ToDictionary(key => key, key => MessageMaker.MakeWhole(primary, Engines.Bytes(key)));
        for (var i = 0; i < 3_000; i++)
        {
            var copy = MakeNode(2);
            var key = changes.Change(primary);
            var message = MessageMaker.Make(primary, key, null);
            if (!message.IsSteps)
                continue;
            wholes[System.Text.Encoding.UTF8.GetString(key)] = MessageMaker.MakeWhole(primary, key);
            var damaged = message.Payload.ToArray();
            if (damaged.Length > 13)
                damaged[random.Next(13, damaged.Length)] = (byte)random.Next(256);
            damaged = damaged[..random.Next(damaged.Length + 1)];
            wholes[System.Text.Encoding.UTF8.GetString(key)].Deliver(copy);
            var younger = message.Version with { Clock = message.Version.Clock + 1 };
            var status = (message with { Version = younger, Payload = Rebased(damaged, message.Version) }).Deliver(copy);
            Assert.True(status is EngineStatus.Ok or EngineStatus.OtherBase);
            Assert.Null(copy.CheckAccounting());
        }
    }

    /// <summary>The same steps as if they started from another version.</summary>
    private static byte[] Rebased(byte[] chain, EntryVersion from)
    {
        if (chain.Length < 12)
            return chain;
        BitConverter.TryWriteBytes(chain, from.Clock);
        BitConverter.TryWriteBytes(chain.AsSpan(8), from.Node);
        return chain;
    }

    private static void SendAll(LossyLink[] links)
    {
        foreach (var link in links)
        {
            foreach (var key in RandomChanges.Keys)
                link.Send(Engines.Bytes(key));
        }
    }

    private void Run(int count, RandomChanges changes, CacheEngine primary, LossyLink[] links, Random random)
    {
        for (var i = 0; i < count; i++)
        {
            var key = changes.Change(primary);
            foreach (var link in links)
            {
                link.Send(key);
                for (var steps = random.Next(4); steps > 0; steps--)
                    link.Step(lossy: true);
            }

            if (random.Next(100) == 0)
            {
                _time.Advance(random.Next(2_000));
                primary.SweepFields(3);
            }
        }
    }

    private static void Settle(LossyLink[] links)
    {
        SendAll(links);
        foreach (var link in links)
        {
            while (!link.IsEmpty)
                link.Step(lossy: false);
        }
    }

    private CacheEngine MakeNode(uint id)
    {
        var engine = Engines.Make(_time, nodeId: id, shards: id == 2 ? 1 : 4, tombstones: true);
        engine.KeepSteps = true;
        return engine;
    }

    /// <summary>What a reader sees of a value; the order of fields and members is no part of it.</summary>
    private static string ContentOf(CacheEngine engine, string key)
    {
        engine.SweepFields(100);
        engine.GetExpiry(Engines.Bytes(key), out var expiresAtMs);
        var kind = engine.KindOf(Engines.Bytes(key));
        var content = kind switch
        {
            EntryKind.Hash => string.Join(',', engine.GetFields(key)!.Select(field => $"{field.Key}={field.Value}")),
            EntryKind.Set => string.Join(',', MembersOf(engine, key)),
            EntryKind.None => "",
            _ => DumpOf(engine, key),
        };
        return $"{kind} {expiresAtMs} {content}";
    }

    private static string DumpOf(CacheEngine engine, string key)
    {
        engine.Dump(Engines.Bytes(key), out var dump);
        return Convert.ToHexString(dump);
    }

    private static IEnumerable<string> MembersOf(CacheEngine engine, string key)
    {
        engine.Combine(SetCombination.Union, new TextFields((key, "")), 0, out var members);
        return members.Select(System.Text.Encoding.UTF8.GetString).Order(StringComparer.Ordinal);
    }
}
