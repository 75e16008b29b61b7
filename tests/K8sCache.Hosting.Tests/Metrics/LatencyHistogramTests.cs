using System.Globalization;
using K8sCache.Hosting.Metrics;
using Prometheus;

namespace K8sCache.Hosting.Tests.Metrics;

/// <summary>Histograms reach the page as they were counted: every bucket, the number and the sum.</summary>
public sealed class LatencyHistogramTests : IDisposable
{
    private const string Name = "k8scache_test_latency_seconds";
    private const double NanosecondsPerSecond = 1e9;

    private readonly TestPage _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_histogram_is_cumulative_and_its_bounds_are_floats()
    {
        var counts = new LatencyCounts();
        counts.Add(250_000_000, 1);
        counts.Add(500_000_000, 1);
        counts.Add(750_000_000, 2);
        counts.Add(8_000_000_000, 1);
        _test.Page.Histogram(Name, "Wait.", () => [counts]);
        var page = await _test.ReadAsync(ExpositionFormat.OpenMetricsText);
        Assert.Contains($"# TYPE {Name} histogram\n", page, StringComparison.Ordinal);
        foreach (var (bound, expected) in (ReadOnlySpan<(string, int)>)[("0.125", 0), ("0.25", 1), ("0.5", 2), ("1.0", 4), ("2.0", 4), ("4.0", 4), ("+Inf", 5)])
            Assert.Contains($"{Name}_bucket{{le=\"{bound}\"}} {expected}\n", page, StringComparison.Ordinal);
        Assert.Contains($"{Name}_sum 10.25\n", page, StringComparison.Ordinal);
        Assert.Contains($"{Name}_count 5\n", page, StringComparison.Ordinal);
    }

    /// <summary>Values on bounds, just beside them and between, in numbers from one to very many, over several pages and owners.</summary>
    [Fact]
    public async Task Random_observations_come_out_in_their_buckets()
    {
        var random = new Random(20261201);
        LatencyCounts[] owners = [new(), new(), new()];
        var expected = new long[LatencyCounts.BucketCount];
        Int128 sum = 0;
        _test.Page.Histogram(Name, "Wait.", () => owners);
        for (var round = 0; round < 200; round++)
        {
            for (var i = random.Next(20); i >= 0; i--)
            {
                var nanoseconds = RandomDuration(random);
                var times = random.Next(4) == 0 ? random.Next(1, 1_000_000) : 1;
                owners[random.Next(owners.Length)].Add(nanoseconds, times);
                expected[BucketOf(nanoseconds)] += times;
                sum += (Int128)nanoseconds * times;
            }

            Verify(await _test.ReadAsync(), expected, (double)sum / NanosecondsPerSecond);
        }
    }

    /// <summary>Sums are longs of nanoseconds, quotients are doubles: a mean must not be rounded out of its bucket.</summary>
    [Fact]
    public void A_mean_stays_in_its_bucket_wherever_its_observations_lie()
    {
        var random = new Random(7);
        for (var round = 0; round < 200_000; round++)
        {
            var bucket = random.Next(LatencyCounts.BucketCount);
            var lowest = bucket == 0 ? 0 : LowestAbove(bucket - 1);
            var highest = bucket == LatencyCounts.Bounds.Length ? lowest * 2 : HighestUpTo(bucket);
            var each = random.Next(3) switch { 0 => lowest, 1 => highest, _ => random.NextInt64(lowest, highest + 1) };
            var count = random.Next(2) == 0 ? random.NextInt64(1, 100) : random.NextInt64(1, long.MaxValue / Math.Max(1, highest));
            var mean = LatencyCounts.MeanSeconds(bucket, each * count, count);
            Assert.True(bucket == 0 || mean > LatencyCounts.Bounds[bucket - 1], $"{count} of {each} ns are not above bucket {bucket}: {mean:R}");
            Assert.True(bucket == LatencyCounts.Bounds.Length || mean <= LatencyCounts.Bounds[bucket], $"{count} of {each} ns are in bucket {bucket}: {mean:R}");
            Assert.Equal(each / NanosecondsPerSecond, mean, each / NanosecondsPerSecond * 1e-12);
        }
    }

    [Fact]
    public async Task An_owner_that_began_anew_begins_a_new_histogram()
    {
        var counts = new LatencyCounts();
        counts.Add(5_000, 10);
        counts.Add(50_000, 10);
        _test.Page.Histogram(Name, "Wait.", () => [counts]);
        Assert.Equal(20, TestPage.Value(await _test.ReadAsync(), Name + "_count"));
        counts = new LatencyCounts();
        counts.Add(50_000, 100);
        var page = await _test.ReadAsync();
        Assert.Equal(100, TestPage.Value(page, Name + "_count"));
        Assert.Equal(0, TestPage.Value(page, Name + "_bucket{le=\"1.52587890625e-05\"}"));
        Assert.Equal(0.005, TestPage.Value(page, Name + "_sum")!.Value, 1e-12);
    }

    /// <summary>Neither is an observation lost or doubled, nor is a page at odds with itself.</summary>
    [Fact]
    public async Task Pages_asked_for_at_once_while_owners_count_add_up()
    {
        const int Observations = 2_000_000;
        LatencyCounts[] owners = [new(), new()];
        _test.Page.Histogram(Name, "Wait.", () => owners);
        var counting = owners.Select((owner, index) => Task.Run(() =>
        {
            for (var i = 0; i < Observations; i++)
                owner.Add(30_000 + (i & 0x3FFF) + index, 1);
        })).ToArray();
        var reading = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var pages = 0;
            do
            {
                VerifyConsistent(await _test.ReadAsync());
                pages++;
            }
            while (!counting.All(task => task.IsCompleted));
            return pages;
        })).ToArray();
        await Task.WhenAll([.. counting, .. reading]);

        var expected = new long[LatencyCounts.BucketCount];
        Int128 sum = 0;
        for (var index = 0; index < owners.Length; index++)
        {
            for (var i = 0; i < Observations; i++)
            {
                var nanoseconds = 30_000 + (i & 0x3FFF) + index;
                expected[BucketOf(nanoseconds)]++;
                sum += nanoseconds;
            }
        }

        Verify(await _test.ReadAsync(), expected, (double)sum / NanosecondsPerSecond);
    }

    private static void Verify(string page, long[] expected, double sum)
    {
        long cumulative = 0;
        var buckets = Buckets(page);
        Assert.Equal(expected.Length, buckets.Length);
        for (var bucket = 0; bucket < expected.Length; bucket++)
        {
            cumulative += expected[bucket];
            Assert.Equal(cumulative, buckets[bucket]);
        }

        Assert.Equal(cumulative, TestPage.Value(page, Name + "_count"));
        Assert.Equal(sum, TestPage.Value(page, Name + "_sum")!.Value, sum * 1e-12);
    }

    private static void VerifyConsistent(string page)
    {
        var buckets = Buckets(page);
        Assert.Equal(buckets.Order(), buckets);
        Assert.Equal(buckets[^1], TestPage.Value(page, Name + "_count"));
        // All observations are of 30 to 46.4 µs; a sum that missed one, or had one too many, shows while there are few.
        Assert.InRange(TestPage.Value(page, Name + "_sum")!.Value, buckets[^1] * 29.999e-6, buckets[^1] * 46.386e-6);
    }

    private static long[] Buckets(string page) =>
        [.. page.Split('\n').Where(line => line.StartsWith(Name + "_bucket{", StringComparison.Ordinal))
            .Select(line => long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture))];

    private static long RandomDuration(Random random)
    {
        var bound = random.Next(LatencyCounts.Bounds.Length);
        return random.Next(5) switch
        {
            0 => HighestUpTo(bound),
            1 => LowestAbove(bound),
            2 => 0,
            3 => random.NextInt64(10_000_000_000),
            _ => random.NextInt64(HighestUpTo(bound)),
        };
    }

    private static int BucketOf(long nanoseconds)
    {
        // In decimal, apart from the code under test.
        var bucket = 0;
        while (bucket < LatencyCounts.Bounds.Length && nanoseconds > (decimal)LatencyCounts.Bounds[bucket] * 1_000_000_000m)
            bucket++;
        return bucket;
    }

    private static long HighestUpTo(int bound) => (long)decimal.Floor((decimal)LatencyCounts.Bounds[bound] * 1_000_000_000m);

    private static long LowestAbove(int bound) => HighestUpTo(bound) + 1;
}
