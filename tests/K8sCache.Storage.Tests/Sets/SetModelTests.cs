using System.Text;
using K8sCache.Storage.Sets;

namespace K8sCache.Storage.Tests.Sets;

/// <summary>Sets of every form against the library's.</summary>
public sealed class SetModelTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(1, 40, "")]
    [InlineData(2, 40, "m")]
    [InlineData(3, 800, "")]
    [InlineData(4, 800, "m")]
    [InlineData(5, 3_000_000_000, "")]
    public void A_set_is_a_set(int seed, long range, string prefix)
    {
        var random = new Random(seed);
        var engine = Engines.Make(_time);
        var model = new HashSet<string>(StringComparer.Ordinal);
        for (var step = 0; step < 3_000; step++)
        {
            var members = Enumerable.Range(0, random.Next(1, 5)).Select(_ => $"{prefix}{random.NextInt64(-range, range)}").ToArray();
            if (random.Next(200) == 0)
                members[0] = new string('x', random.Next(100));
            var list = new TextFields([.. members.Select(member => (member, ""))]);
            switch (random.Next(8))
            {
                case < 4:
                    var fresh = members.Count(model.Add);
                    Assert.Equal(fresh > 0 ? EngineStatus.Ok : EngineStatus.Unchanged, engine.SetAdd("s"u8, list, out var added));
                    Assert.Equal(fresh, added);
                    break;
                case < 7:
                    var known = members.Concat(model.Take(random.Next(3))).ToArray();
                    engine.SetRemove("s"u8, new TextFields([.. known.Select(member => (member, ""))]), out var removed);
                    Assert.Equal(known.Count(model.Remove), removed);
                    break;
                default:
                    var popped = new TakenMembers();
                    engine.SetPop("s"u8, random.Next(4), random, ref popped);
                    Assert.Equal(popped.Members.Count, popped.Members.Count(model.Remove));
                    break;
            }

            Compare(engine, model);
        }

        Assert.Null(engine.CheckAccounting());
    }

    [Fact]
    public void Forms_are_those_of_Redis()
    {
        var engine = Engines.Make(_time);
        void Add(params IEnumerable<object> members) =>
            engine.SetAdd("s"u8, new TextFields([.. members.Select(member => ($"{member}", ""))]), out _);
        string Encoding()
        {
            engine.GetEncoding("s"u8, out var encoding);
            return System.Text.Encoding.ASCII.GetString(encoding);
        }

        Add(Enumerable.Range(0, 128).Cast<object>());
        Assert.Equal("intset", Encoding());
        Add("a");
        Assert.Equal("hashtable", Encoding());
        engine.Delete("s"u8);
        Add(Enumerable.Range(0, 127).Cast<object>());
        Add("a");
        Assert.Equal("listpack", Encoding());
        Add("b");
        Assert.Equal("hashtable", Encoding());
        engine.Delete("s"u8);
        Add(Enumerable.Range(0, 512).Cast<object>());
        Assert.Equal("intset", Encoding());
        Add(512);
        Assert.Equal("hashtable", Encoding());
        engine.Delete("s"u8);
        Add(new string('x', 65));
        Assert.Equal("hashtable", Encoding());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Several_sets_become_one(int seed)
    {
        var random = new Random(seed);
        var engine = Engines.Make(_time);
        for (var round = 0; round < 50; round++)
        {
            engine.Clear();
            var sets = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Enumerable.Range(0, random.Next(600))
                .Select(_ => $"{random.Next(700)}").ToHashSet(StringComparer.Ordinal)).ToArray();
            for (var i = 0; i < sets.Length; i++)
                engine.SetAdd(Engines.Bytes($"s{i}"), new TextFields([.. sets[i].Select(member => (member, ""))]), out _);
            var keys = new TextFields([.. sets.Select((_, i) => ($"s{i}", ""))]);
            Check(SetCombination.Union, sets.SelectMany(set => set).Distinct());
            Check(SetCombination.Intersection, sets.Aggregate<IEnumerable<string>>((left, right) => left.Intersect(right)));
            Check(SetCombination.Difference, sets.Aggregate<IEnumerable<string>>((left, right) => left.Except(right)));

            void Check(SetCombination operation, IEnumerable<string> expected)
            {
                Assert.Equal(EngineStatus.Ok, engine.Combine(operation, keys, int.MaxValue, out var members));
                Assert.Equal(expected.Order(StringComparer.Ordinal), members.Select(Encoding.UTF8.GetString).Order(StringComparer.Ordinal));
                engine.SetReplace("to"u8, members);
                Compare(engine, members.Select(Encoding.UTF8.GetString).ToHashSet(StringComparer.Ordinal), "to");
            }
        }
    }

    [Fact]
    public void Malformed_payloads_are_refused()
    {
        byte[][] malformed = [[], [0], [2], [2, 1], [4, 1, 0], [2, 1, 0, 1, 0], [3, 1, 2, 3], [0, 5, 1], [16, 1, 2]];
        Assert.All(malformed, bytes => Assert.False(LargeSet.TryAccept(bytes, 0, out _)));
        Assert.True(LargeSet.TryAccept([2, 1, 0, 2, 0], 0, out _));
        Assert.True(LargeSet.TryAccept([0, 1, 65, 0], 0, out _));
    }

    private static void Compare(CacheEngine engine, HashSet<string> model, string key = "s")
    {
        var taken = new TakenMembers();
        var status = engine.ReadSet(Engines.Bytes(key), ref taken);
        Assert.Equal(model.Count == 0 ? EngineStatus.Missing : EngineStatus.Ok, status);
        Assert.Equal(model.Count, taken.Members.Count);
        Assert.True(model.SetEquals(taken.Members));
    }
}
