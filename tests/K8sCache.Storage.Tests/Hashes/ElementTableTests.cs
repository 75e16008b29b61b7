using K8sCache.Storage.Hashes;
using K8sCache.Storage.Sets;

namespace K8sCache.Storage.Tests.Hashes;

/// <summary>The table under large hashes and sets, against the library's.</summary>
public sealed class ElementTableTests
{
    private const ulong Seed = 7;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_large_hash_is_a_dictionary_whose_fields_expire(int seed)
    {
        var random = new Random(seed);
        var hash = new LargeHash(Seed);
        var model = new Dictionary<string, (string Value, long At)>();
        for (var step = 0; step < 20_000; step++)
        {
            // Grows for a while, then shrinks.
            var name = $"f{random.Next(step < 12_000 ? 3_000 : 200)}";
            var key = Engines.Bytes(name);
            switch (random.Next(step < 12_000 ? 4 : 8))
            {
                case 0 or 1:
                    var at = random.Next(3) == 0 ? step + random.Next(1, 5_000) : 0;
                    var value = new string('v', random.Next(40));
                    hash.Set(key, Engines.Bytes(value), at);
                    model[name] = (value, at);
                    break;
                case 2 when hash.Find(key) is var index and >= 0:
                    var later = random.Next(2) == 0 ? step + random.Next(1, 5_000) : 0;
                    hash.SetExpiry(index, later);
                    model[name] = (model[name].Value, later);
                    break;
                default:
                    var found = hash.Find(key);
                    Assert.Equal(model.Remove(name), found >= 0);
                    if (found >= 0)
                        hash.Remove(found);
                    break;
            }

            Assert.Equal(model.Values.Count(field => field.At == 0 || field.At > step), hash.CountLive(step));
            if (step % 100 == 0)
            {
                hash.RemoveDue(step);
                foreach (var gone in model.Where(field => field.Value.At > 0 && field.Value.At <= step).ToList())
                    model.Remove(gone.Key);
                Compare(hash, model);
            }
        }
    }

    [Fact]
    public void A_cursor_goes_on_in_a_table_of_another_size()
    {
        var random = new Random(5);
        for (var round = 0; round < 20; round++)
        {
            var set = new LargeSet(Seed);
            var staying = Enumerable.Range(0, 300).Select(i => $"stays{i}").ToList();
            foreach (var member in staying)
                set.TryAdd(Engines.Bytes(member));
            var seen = new List<string>();
            ulong cursor = 0;
            do
            {
                var taken = new TakenElements(set, seen);
                cursor = set.Scan(cursor, 10, ref taken);
                // Sizes double and halve many times while the walk goes on.
                for (var i = random.Next(400); i > 0; i--)
                    set.TryAdd(Engines.Bytes($"comes{random.Next(5_000)}"));
                for (var i = random.Next(10) == 0 ? 20_000 : 0; i > 0; i--)
                    set.TryRemove(Engines.Bytes($"comes{random.Next(5_000)}"));
            }
            while (cursor != 0);
            Assert.Equal(staying.Order(StringComparer.Ordinal), seen.Where(name => name[0] == 's').Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Memory_is_counted_to_the_last_array()
    {
        var hash = new LargeHash(Seed);
        var empty = hash.HeapBytes;
        for (var i = 0; i < 50_000; i++)
            hash.Set(Engines.Bytes($"field-{i}"), Engines.Bytes($"value-{i}"), i % 2 == 0 ? 1_000 + i : 0);
        Assert.InRange(hash.HeapBytes, 50_000 * 60L, 50_000 * 140L);
        while (hash.Count > 0)
            hash.Remove(hash.Count / 2);
        Assert.InRange(hash.HeapBytes, empty, empty + (2 << 20));
        Assert.Equal(0, hash.EarliestExpiryMs);
    }

    [Theory]
    [InlineData(10, 3, false)]
    [InlineData(1_000, 3, false)]
    [InlineData(100, 60, false)]
    [InlineData(10, 3, true)]
    public void Draws_are_even(int total, int count, bool mayRepeat)
    {
        var random = new Random(11);
        var drawn = new int[total];
        var rounds = 20_000 * total / 10 / count;
        for (var round = 0; round < rounds; round++)
        {
            var seen = new HashSet<int>();
            var draw = new RandomDraw(total, count, mayRepeat, random);
            Assert.Equal(count, draw.Count);
            while (draw.TryNext(out var number))
            {
                drawn[number]++;
                Assert.True(seen.Add(number) || mayRepeat);
            }
        }

        var expected = (double)rounds * count / total;
        // Six deviations: once in 500 million.
        Assert.All(drawn, times => Assert.InRange(times, expected - (6 * Math.Sqrt(expected)), expected + (6 * Math.Sqrt(expected))));
    }

    private static void Compare(LargeHash hash, Dictionary<string, (string Value, long At)> model)
    {
        Assert.Equal(model.Count, hash.Count);
        foreach (var (name, field) in model)
        {
            var index = hash.Find(Engines.Bytes(name));
            Assert.Equal(Engines.Bytes(field.Value), hash.TailAt(index));
            Assert.Equal(field.At, hash.ExpiryAt(index));
        }

        var earliest = model.Values.Where(field => field.At > 0).Select(field => field.At).DefaultIfEmpty().Min();
        Assert.Equal(earliest, hash.EarliestExpiryMs);
        Assert.True(hash.Count == 0 || LargeHash.TryAccept(hash.Pack(), Seed, out _));
    }
}
