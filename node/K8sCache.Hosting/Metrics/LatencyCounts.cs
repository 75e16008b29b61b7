using System.Numerics;

namespace K8sCache.Hosting.Metrics;

/// <summary>A histogram of durations with one writer: a loop's thread counts, a scrape reads.</summary>
public sealed class LatencyCounts
{
    private const double NanosecondsPerSecond = 1e9;
    private static readonly long[] BoundsNs = [.. HistogramBuckets.Latency.Select(bound => (long)(bound * NanosecondsPerSecond))];

    private readonly long[] _counts = new long[BoundsNs.Length + 1];
    private long _sumNs;

    /// <summary>Counts a duration, as often as given.</summary>
    public void Add(long nanoseconds, int times)
    {
        // Bounds double from one to the next, so the bucket is a difference of logarithms, give or take one.
        var bucket = Math.Clamp(BitOperations.Log2((ulong)Math.Max(1, nanoseconds)) - BitOperations.Log2((ulong)BoundsNs[0]), 0, BoundsNs.Length);
        while (bucket < BoundsNs.Length && nanoseconds > BoundsNs[bucket])
            bucket++;
        while (bucket > 0 && nanoseconds <= BoundsNs[bucket - 1])
            bucket--;
        Volatile.Write(ref _counts[bucket], _counts[bucket] + times);
        Volatile.Write(ref _sumNs, _sumNs + (nanoseconds * times));
    }

    /// <summary>One histogram of several loops' counts.</summary>
    public static HistogramSnapshot Sum(IEnumerable<LatencyCounts> parts, params KeyValuePair<string, object?>[] tags)
    {
        var counts = new long[BoundsNs.Length + 1];
        long sumNs = 0;
        foreach (var part in parts)
        {
            for (var i = 0; i < counts.Length; i++)
                counts[i] += Volatile.Read(ref part._counts[i]);
            sumNs += Volatile.Read(ref part._sumNs);
        }

        return new HistogramSnapshot(HistogramBuckets.Latency, counts, sumNs / NanosecondsPerSecond, tags);
    }
}
