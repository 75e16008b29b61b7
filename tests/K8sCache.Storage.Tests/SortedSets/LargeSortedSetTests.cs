using K8sCache.Storage.SortedSets;

namespace K8sCache.Storage.Tests.SortedSets;

/// <summary>Against a plain sorted list, kept beside it.</summary>
public sealed class LargeSortedSetTests
{
    [Theory]
    [InlineData(1, 300, 20)]
    [InlineData(2, 5_000, 1_000_000)]
    [InlineData(3, 12_000, 7)]
    public void It_is_a_sorted_list_after_any_changes(int seed, int steps, int scores)
    {
        var random = new Random(seed);
        var set = new LargeSortedSet(seed: 42);
        var model = new SortedSetModel();
        for (var step = 0; step < steps; step++)
        {
            // Grows for two thirds of the steps, then shrinks to nearly nothing.
            var member = $"m{random.Next(steps / 2)}";
            var isShrinking = step > steps * 2 / 3;
            switch (random.Next(isShrinking ? 3 : 8))
            {
                case 0:
                    Assert.Equal(model.Remove(member), set.Remove(Engines.Bytes(member)));
                    break;
                case 1 when model.Count > 0:
                    var rank = random.Next(model.Count);
                    var count = Math.Min(model.Count - rank, random.Next(1, isShrinking ? 40 : 4));
                    model.RemoveRange(rank, count);
                    set.RemoveRange(rank, count);
                    break;
                default:
                    var score = random.Next(scores) / 4.0;
                    Assert.Equal(model.Set(member, score), set.Set(Engines.Bytes(member), score));
                    break;
            }

            Assert.Equal(model.Count, set.Count);
            if (step % 397 == 0)
                AssertSame(model, set, random);
        }

        AssertSame(model, set, random);
        set.RemoveRange(0, set.Count);
        Assert.Equal(0, set.Count);
        Assert.True(set.HeapBytes < 16 * 1024, $"{set.HeapBytes} bytes left");
    }

    [Fact]
    public void Rising_scores_fill_leaves()
    {
        var rising = new LargeSortedSet(1);
        var falling = new LargeSortedSet(1);
        for (var i = 0; i < 10_000; i++)
        {
            rising.Set(Engines.Bytes($"m{i}"), i);
            falling.Set(Engines.Bytes($"m{i}"), -i);
        }

        Assert.InRange(rising.HeapBytes, 0, 10_000 * 100);
        Assert.InRange(falling.HeapBytes, 0, 10_000 * 100);
        Assert.Equal(9_999, rising.CountBelow(new BelowScore(9_999, included: false)));
        Assert.Equal(0, falling.CountBelow(new BelowScore(-9_999, included: false)));
    }

    [Fact]
    public void Minus_zero_is_the_same_score_and_keeps_its_sign()
    {
        var set = new LargeSortedSet(1);
        set.Set("a"u8, -0.0);
        set.Set("a"u8, 0.0);
        Assert.True(set.TryGetScore("a"u8, out var score));
        Assert.True(double.IsNegative(score));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1000)]
    public void A_scan_visits_all_that_stays_whatever_comes_and_goes(int count)
    {
        const int Members = 5_000;
        var random = new Random(count);
        var set = new LargeSortedSet(9);
        for (var i = 0; i < Members; i++)
            set.Set(Engines.Bytes($"m{i}"), i);
        var seen = new TakenElements();
        ulong cursor = 0;
        do
        {
            cursor = set.Scan(cursor, count, ref seen);

            // Odd ones go, others come: tables join and split between two calls.
            for (var i = 0; i < count / 4; i++)
            {
                set.Remove(Engines.Bytes($"m{(random.Next(Members) * 2) + 1}"));
                set.Set(Engines.Bytes($"new{random.Next(Members)}"), i);
            }
        }
        while (cursor != 0);
        var members = seen.Elements.Select(element => element.Member).ToHashSet();
        for (var i = 0; i < Members; i += 2)
            Assert.Contains($"m{i}", members);
    }

    private static void AssertSame(SortedSetModel model, LargeSortedSet set, Random random)
    {
        var expected = model.Elements.ToList();
        if (expected.Count > 0)
        {
            var cursor = set.Seek(0);
            var actual = new List<(double, string)> { (cursor.Score, System.Text.Encoding.UTF8.GetString(cursor.Member)) };
            while (actual.Count < expected.Count)
            {
                cursor.MoveNext();
                actual.Add((cursor.Score, System.Text.Encoding.UTF8.GetString(cursor.Member)));
            }

            Assert.Equal(expected, actual);
            var rank = random.Next(expected.Count);
            Assert.Equal(expected[rank].Score, set.Seek(rank).Score);
            var (score, member) = expected[rank];
            Assert.Equal(rank, set.CountBelow(new BelowElement(score, Engines.Bytes(member))));
            Assert.True(set.TryGetScore(Engines.Bytes(member), out var found));
            Assert.Equal(score, found);
            Assert.Equal(
                expected.Count(element => element.Score <= score), set.CountBelow(new BelowScore(score, included: true)));
        }

        var packed = set.Pack();
        if (expected.Count == 0)
        {
            Assert.Empty(packed);
            return;
        }

        Assert.True(PackedSortedSet.TryAccept(packed, 7, out var large));
        Assert.Equal(expected.Count > PackedSortedSet.MaxCompactMembers, large is not null);
        Assert.Equal(packed, LargeSortedSet.Expand(packed, 7).Pack());
    }
}
