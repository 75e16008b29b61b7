using K8sCache.Storage.SortedSets;

namespace K8sCache.Storage.Tests.SortedSets;

/// <summary>Sorted sets in an engine, across the border between compact and large.</summary>
public sealed class SortedSetEngineTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly CacheEngine _engine;
    private readonly byte[] _key = Engines.Bytes("z");

    public SortedSetEngineTests() => _engine = Engines.Make(_time);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_changes_equal_a_model(int seed)
    {
        var random = new Random(seed);
        var model = new SortedSetModel();
        for (var step = 0; step < 2_000; step++)
        {
            var member = $"m{random.Next(300)}";
            var score = random.Next(50);
            switch (random.Next(12))
            {
                case 0:
                    _engine.SortedSetRemove(_key, new TextFields((member, "")), out var removed);
                    Assert.Equal(model.Remove(member) ? 1 : 0, removed);
                    break;
                case 1 when model.Count > 0:
                    Take(model, random);
                    break;
                case 2 when random.Next(40) == 0:
                    _engine.Delete(_key);
                    model = new SortedSetModel();
                    break;
                default:
                    _engine.SortedSetAdd(_key, new ScoredTexts((member, score)), SortedSetConditions.None, out var result);
                    Assert.Equal(model.Set(member, score) ? 1 : 0, result.Added);
                    break;
            }

            if (step % 5 == 0)
                Assert.Equal(model.Elements.Select(element => (element.Member, element.Score)), Read(0, -1));
            var low = new ScoreBound(random.Next(50), IsExclusive: random.Next(2) == 0);
            _engine.SortedSetCount(
                _key, SortedSetRange.ByScore(low, new ScoreBound(40, IsExclusive: false)), out var counted);
            Assert.Equal(
                model.Elements.Count(e => (low.IsExclusive ? e.Score > low.Score : e.Score >= low.Score) && e.Score <= 40), counted);
        }
    }

    [Fact]
    public void Charged_bytes_follow_what_is_held()
    {
        for (var i = 0; i < 20_000; i++)
        {
            _engine.SortedSetAdd(_key, new ScoredTexts(($"member:{i}", i % 977)), SortedSetConditions.None, out _);
            if (i % 3 == 0)
                _engine.SortedSetRemove(_key, new TextFields(($"member:{i / 2}", "")), out _);
        }

        var before = _engine.MemoryUsedBytes;
        _engine.Delete(_key);
        Assert.InRange(before - _engine.MemoryUsedBytes, 1_000_000, 3_000_000);
        _engine.SortedSetAdd(_key, new ScoredTexts(("a", 1)), SortedSetConditions.None, out _);
        _engine.Delete(_key);
        Assert.InRange(_engine.MemoryUsedBytes, 0, 100_000);
    }

    [Fact]
    public void Replacing_takes_the_place_of_anything_and_ends_expiry()
    {
        _engine.SetText("z", "a string", new SetOptions { ExpiresAtMs = _time.NowMs + 1000 });
        Assert.Equal(EngineStatus.Ok, _engine.SortedSetReplace(_key, [new([1], 2.5), new([2], 1)]));
        _time.Advance(5_000);
        Assert.Equal([("\u0002", 1), ("\u0001", 2.5)], Read(0, -1));
        Assert.Equal(EngineStatus.Ok, _engine.SortedSetReplace(_key, []));
        Assert.Equal(EngineStatus.Unchanged, _engine.SortedSetReplace(_key, []));
        Assert.Empty(Read(0, -1));
    }

    [Fact]
    public void Random_elements_are_different_ones_unless_asked_otherwise()
    {
        for (var i = 0; i < 500; i++)
            _engine.SortedSetAdd(_key, new ScoredTexts(($"m{i}", i)), SortedSetConditions.None, out _);
        var random = new Random(3);
        foreach (var count in new[] { 1, 10, 499, 500, 900 })
        {
            var taken = new TakenElements();
            _engine.SortedSetRandom(_key, count, random, ref taken);
            Assert.Equal(Math.Min(500, count), taken.Elements.Distinct().Count());
            Assert.Equal(Math.Min(500, count), taken.Announced);
        }

        var repeated = new TakenElements();
        _engine.SortedSetRandom(_key, -2000, random, ref repeated);
        Assert.Equal(2000, repeated.Elements.Count);
    }

    private void Take(SortedSetModel model, Random random)
    {
        var start = random.Next(model.Count);
        var count = random.Next(1, 5);
        var reverse = random.Next(2) == 0;
        var ordered = reverse ? model.Elements.Reverse() : model.Elements;
        var expected = ordered.Skip(start).Take(count).Select(e => (e.Member, e.Score)).ToList();
        var taken = new TakenElements();
        _engine.SortedSetTake(_key, SortedSetRange.ByRank(start, start + count - 1, reverse), ref taken, out var removed);
        Assert.Equal(expected, taken.Elements);
        Assert.Equal(expected.Count, removed);
        foreach (var (member, _) in expected)
            model.Remove(member);
    }

    private List<(string Member, double Score)> Read(long start, long stop)
    {
        var taken = new TakenElements();
        _engine.SortedSetRead(_key, SortedSetRange.ByRank(start, stop), ref taken);
        return taken.Elements;
    }
}
