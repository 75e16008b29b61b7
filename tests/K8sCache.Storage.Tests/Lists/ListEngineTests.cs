using K8sCache.Storage.Lists;

namespace K8sCache.Storage.Tests.Lists;

/// <summary>Lists in an engine against a plain list, across the border between compact and large.</summary>
public sealed class ListEngineTests
{
    private readonly CacheEngine _engine = Engines.Make(new ManualTimeProvider());
    private readonly byte[] _key = Engines.Bytes("l");

    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 300)]
    [InlineData(3, 5_000)]
    [InlineData(4, 12_000)]
    public void Random_changes_equal_a_model(int seed, int longest)
    {
        var random = new Random(seed);
        var model = new List<string>();
        for (var step = 0; step < 2_000; step++)
        {
            // Grows, then shrinks, in turns.
            var isShrinking = step / 500 % 2 == 1;
            Step(model, random, isShrinking, longest);
            if (step % 50 == 0)
                Assert.Equal(model, Read(0, -1));
            var start = random.Next(-10, model.Count + 2);
            var stop = start + random.Next(-2, 40);
            var from = Math.Max(0, start < 0 ? start + model.Count : start);
            var to = Math.Min(model.Count - 1, stop < 0 ? stop + model.Count : stop);
            Assert.Equal(from <= to ? model[from..(to + 1)] : [], Read(start, stop));
            _engine.ListLength(_key, out var length);
            Assert.Equal(model.Count, length);
        }
    }

    [Fact]
    public void Charged_bytes_follow_what_is_held()
    {
        for (var i = 0; i < 100_000; i++)
            _engine.ListPush(_key, new TextFields(($"element {i}", "")), atFront: i % 2 == 0, onlyExisting: false, out _);
        var held = _engine.MemoryUsedBytes;
        Assert.InRange(held, 1_500_000, 2_200_000);
        _engine.ListTrim(_key, 100, 199);
        Assert.InRange(_engine.MemoryUsedBytes, 0, 200_000);
        Assert.Equal(100, Read(0, -1).Count);
        _engine.Delete(_key);
        Assert.InRange(_engine.MemoryUsedBytes, 0, 100_000);
    }

    [Fact]
    public void A_long_element_takes_its_bytes_along()
    {
        for (var i = 0; i < 1_000; i++)
            _engine.ListPush(_key, new TextFields(($"element {i}", "")), atFront: false, onlyExisting: false, out _);
        _engine.ListSet(_key, 500, new byte[1 << 20]);
        Assert.InRange(_engine.MemoryUsedBytes, 1 << 20, (1 << 20) + 300_000);
        _engine.ListSet(_key, 500, [1]);
        Assert.InRange(_engine.MemoryUsedBytes, 0, 300_000);
        Assert.Equal("\u0001", Read(500, 500).Single());
    }

    [Fact]
    public void Bytes_from_elsewhere_are_taken_only_when_they_are_a_list()
    {
        var large = new LargeList();
        foreach (var length in new[] { 0, 1, 127, 128, 300 })
            large.PushBack(new byte[length]);
        var packed = large.Pack();
        Assert.True(PackedList.TryAccept(packed, out var expanded));
        Assert.Null(expanded);
        for (var length = 0; length < packed.Length; length++)
            Assert.False(PackedList.TryAccept(packed.AsSpan(0, length), out _));
        for (var i = 0; i < 1_000; i++)
            large.PushBack(new byte[100]);
        Assert.True(PackedList.TryAccept(large.Pack(), out expanded));
        Assert.Equal(large.Pack(), expanded!.Pack());
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = packed.ToArray();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            PackedList.TryAccept(bytes, out _);
        }
    }

    private void Step(List<string> model, Random random, bool isShrinking, int longest)
    {
        var element = random.Next(3) == 0 ? $"e{random.Next(20)}" : new string((char)('a' + random.Next(26)), random.Next(longest));
        var index = model.Count > 0 ? random.Next(model.Count) : 0;
        switch (random.Next(isShrinking ? 7 : 14))
        {
            case 0 or 1:
                Take(model, atFront: random.Next(2) == 0, random.Next(isShrinking ? 8 : 3));
                break;
            case 2:
                var count = random.Next(-3, 4);
                _engine.ListRemove(_key, Engines.Bytes(element), count, out var removed);
                Assert.Equal(Remove(model, element, count), removed);
                break;
            case 3 when model.Count > 0:
                Assert.Equal(EngineStatus.Ok, _engine.ListSet(_key, index, Engines.Bytes(element)));
                model[index] = element;
                break;
            case 4 when model.Count > 0:
                var pivot = model[index];
                var after = random.Next(2) == 0;
                model.Insert(model.IndexOf(pivot) + (after ? 1 : 0), element);
                _engine.ListInsert(_key, Engines.Bytes(pivot), Engines.Bytes(element), after, out var length);
                Assert.Equal(model.Count, length);
                break;
            case 5:
                Find(model, element, random);
                break;
            case 6 when isShrinking || random.Next(100) == 0:
                var stop = Math.Max(0, model.Count - random.Next(5) - 1);
                _engine.ListTrim(_key, 1, stop);
                model.RemoveRange(Math.Min(model.Count, stop + 1), model.Count - Math.Min(model.Count, stop + 1));
                model.RemoveRange(0, Math.Min(1, model.Count));
                break;
            default:
                Push(model, element, atFront: random.Next(2) == 0);
                break;
        }
    }

    private void Push(List<string> model, string element, bool atFront)
    {
        _engine.ListPush(_key, new TextFields((element, ""), ("x", "")), atFront, onlyExisting: false, out var length);
        model.Insert(atFront ? 0 : model.Count, element);
        model.Insert(atFront ? 0 : model.Count, "x");
        Assert.Equal(model.Count, length);
    }

    private void Take(List<string> model, bool atFront, int count)
    {
        var taken = new TakenItems();
        _engine.ListTake(_key, count, atFront, ref taken);
        count = Math.Min(count, model.Count);
        Assert.Equal(atFront ? model[..count] : model[^count..].AsEnumerable().Reverse(), taken.Items);
        model.RemoveRange(atFront ? 0 : model.Count - count, count);
    }

    private void Find(List<string> model, string wanted, Random random)
    {
        var rank = random.Next(2) == 0 ? random.Next(1, 4) : -random.Next(1, 4);
        var (count, most) = (random.Next(3), random.Next(3) == 0 ? random.Next(1, 50) : 0);
        var found = new List<long>();
        _engine.ListFind(_key, Engines.Bytes(wanted), new ListSearch(rank, count, most), found);
        var indexes = Enumerable.Range(0, model.Count);
        if (rank < 0)
            indexes = indexes.Reverse();
        var expected = indexes.Take(most == 0 ? int.MaxValue : most).Where(i => model[i] == wanted).Skip(Math.Abs(rank) - 1)
            .Take(count == 0 ? int.MaxValue : count).Select(i => (long)i);
        Assert.Equal(expected, found);
    }

    private static int Remove(List<string> model, string unwanted, int count)
    {
        var matches = Enumerable.Range(0, model.Count).Where(i => model[i] == unwanted);
        if (count < 0)
            matches = matches.Reverse();
        var gone = matches.Take(count == 0 ? int.MaxValue : Math.Abs(count)).OrderDescending().ToList();
        gone.ForEach(model.RemoveAt);
        return gone.Count;
    }

    private List<string> Read(long start, long stop)
    {
        var taken = new TakenItems();
        _engine.ListRead(_key, start, stop, ref taken);
        return taken.Items;
    }
}
