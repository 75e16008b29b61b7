using System.Numerics;

namespace K8sCache.Hosting.Metrics;

/// <summary>A histogram of durations with one writer: a loop's thread counts, a page reads.</summary>
public sealed class LatencyCounts
{
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>
    /// Upper bounds in seconds, 7.6 µs to 4 s in factors of 2, without +Inf: a cache's GET takes tens of microseconds, and
    /// powers of two land on the boundaries of Prometheus native histograms (schema 0).
    /// </summary>
    internal static readonly double[] Bounds = [.. Enumerable.Range(-17, 20).Select(power => Math.Pow(2, power))];

    internal static readonly int BucketCount = Bounds.Length + 1;

    private static readonly long[] BoundsNs = [.. Bounds.Select(bound => (long)(bound * NanosecondsPerSecond))];

    private readonly Bucket[] _buckets = new Bucket[BucketCount];

    /// <summary>Counts a duration, as often as given.</summary>
    public void Add(long nanoseconds, int times)
    {
        // Bounds double from one to the next, so the bucket is a difference of logarithms, give or take one.
        var index = Math.Clamp(BitOperations.Log2((ulong)Math.Max(1, nanoseconds)) - BitOperations.Log2((ulong)BoundsNs[0]), 0, BoundsNs.Length);
        while (index < BoundsNs.Length && nanoseconds > BoundsNs[index])
            index++;
        while (index > 0 && nanoseconds <= BoundsNs[index - 1])
            index--;
        ref var bucket = ref _buckets[index];
        var count = bucket.Ended + times;
        Volatile.Write(ref bucket.Begun, count);
        Volatile.Write(ref bucket.Nanoseconds, bucket.Nanoseconds + (nanoseconds * times));
        Volatile.Write(ref bucket.Ended, count);
    }

    /// <summary>Adds what was counted so far, each bucket's sum being of just the observations in its number.</summary>
    internal void AddTo(LatencySums sums)
    {
        for (var index = 0; index < _buckets.Length; index++)
        {
            ref var bucket = ref _buckets[index];
            var spin = default(SpinWait);
            while (true)
            {
                // Against the order of writing: where both numbers are the same, the sum between them is theirs.
                var count = Volatile.Read(ref bucket.Ended);
                var nanoseconds = Volatile.Read(ref bucket.Nanoseconds);
                if (Volatile.Read(ref bucket.Begun) == count)
                {
                    sums.Counts[index] += count;
                    sums.Nanoseconds[index] += nanoseconds;
                    break;
                }

                spin.SpinOnce();
            }
        }
    }

    /// <summary>
    /// The mean of a bucket's observations, in seconds. It lies among them and they in the bucket, but quotients are rounded:
    /// what would lie past a bound is held to the bucket, whose number must come out right.
    /// </summary>
    internal static double MeanSeconds(int bucket, long nanoseconds, long count) => Math.Clamp(
        nanoseconds / NanosecondsPerSecond / count,
        bucket == 0 ? 0 : Math.BitIncrement(Bounds[bucket - 1]),
        bucket == Bounds.Length ? double.MaxValue : Bounds[bucket]);

    /// <summary>The number is written before the sum and after it, so that a reader sees whether it met an addition.</summary>
    private struct Bucket
    {
        public long Begun;
        public long Nanoseconds;
        public long Ended;
    }
}
