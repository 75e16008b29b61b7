using K8sCache.Storage.Eviction;

namespace K8sCache.Storage.Tests;

/// <summary>The eviction policy on real traces, beside the figures of the reference simulation at equal entries.</summary>
public sealed class HitRatioTests
{
    // Hits in percent: the SEGS3A column, and LRU's, of the reference; where that one's share runs away, the column of a fixed share.
    [Theory]
    [InlineData("cloudphysics_io", 489, 17.16, 16.20)]
    [InlineData("cloudphysics_io", 2448, 19.74, 17.54)]
    [InlineData("cloudphysics_io", 4897, 25.29, 19.51)]
    [InlineData("cloudphysics_io", 9794, 32.81, 27.51)]
    [InlineData("oltp", 1868, 46.20, 41.63)]
    [InlineData("oltp", 9344, 62.00, 60.08)]
    [InlineData("oltp", 18688, 68.15, 66.52)]
    [InlineData("oltp", 37376, 73.04, 71.97)]
    [InlineData("orm_busy", 607, 74.31, 70.05)]
    [InlineData("orm_busy", 3036, 83.58, 82.50)]
    [InlineData("orm_busy", 6073, 87.06, 86.02)]
    [InlineData("orm_busy", 12146, 90.74, 90.24)]
    [InlineData("scarab_recs", 2583, 42.06, 34.71)]
    [InlineData("scarab_recs", 12918, 55.56, 51.71)]
    [InlineData("scarab_recs", 25836, 62.70, 60.60)]
    [InlineData("scarab_recs", 51673, 70.60, 69.52)]
    [InlineData("web12", 137, 42.47, 39.70)]
    [InlineData("web12", 687, 64.43, 60.00)]
    [InlineData("web12", 1375, 71.94, 68.48)]
    [InlineData("web12", 2751, 78.07, 75.67)]
    public void A_trace_hits_as_often_as_the_reference(string trace, int entries, double reference, double lru)
    {
        var simulation = new PolicySimulation<S3FifoPolicy>(entries, memory => new S3FifoPolicy(6, memory));
        foreach (var key in RecordedTrace.Keys(trace))
            simulation.Request(key);
        var percent = 100.0 * simulation.Hits / simulation.Requests;
        Assert.InRange(percent, reference - 0.5, 100);
        Assert.True(percent > lru, $"{percent:F2} % is not above LRU's {lru} %");
    }

    /// <summary>Where S3-FIFO with a share of 10 % that never moves is 10 points below LRU.</summary>
    [Fact]
    public void Keys_of_a_short_life_hit_about_as_often_as_with_LRU()
    {
        const int entries = 2_000;
        var simulation = new PolicySimulation<S3FifoPolicy>(entries, memory => new S3FifoPolicy(6, memory));
        var lru = new LruSimulation(entries);
        foreach (var key in KeysOfAShortLife(400_000))
        {
            simulation.Request(key);
            lru.Request(key);
        }

        Assert.InRange((simulation.Hits - lru.Hits) * 100.0 / simulation.Requests, -1, 100);
    }

    /// <summary>Until main is full the small queue is longer than its share: its misses then say nothing of that.</summary>
    [Fact]
    public void The_share_does_not_move_before_it_binds()
    {
        var share = new AdaptiveShare();
        for (var i = 0; i < 10_000; i++)
        {
            Assert.True(share.IsFull(smallSize: 900, size: 1_000));
            share.Learn(GhostHit.FromSmallRecently, entryCount: 1_000);
        }

        Assert.False(share.IsFull(smallSize: 99, size: 1_000));
        Assert.True(share.IsFull(smallSize: 101, size: 1_000));
        for (var i = 0; i < 1_000; i++)
            share.Learn(GhostHit.FromSmallRecently, entryCount: 1_000);
        Assert.False(share.IsFull(smallSize: 101, size: 1_000));
    }

    private static IEnumerable<int> KeysOfAShortLife(int count)
    {
        var random = new Random(5);
        var born = 0;
        for (var i = 0; i < count; i++)
        {
            var age = (int)(-Math.Log(1 - random.NextDouble()) * 667);
            yield return born == 0 || random.NextDouble() < 0.25 ? born++ : Math.Max(0, born - 1 - age);
        }
    }
}
