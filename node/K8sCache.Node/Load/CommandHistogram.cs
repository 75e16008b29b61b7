using System.Numerics;

namespace K8sCache.Node.Load;

/// <summary>
/// Durations of one command on one loop, to an eighth of their size. Its loop writes, anyone reads.
/// </summary>
internal sealed class CommandHistogram
{
    private const int StepBits = 3;
    private const int Steps = 1 << StepBits;

    // Up to some 70 seconds in nanoseconds.
    private const int Powers = 36;

    private readonly long[] _counts = new long[Powers * Steps];

    public void Add(long nanoseconds, int times)
    {
        ref var count = ref _counts[BucketOf(nanoseconds)];
        Volatile.Write(ref count, count + times);
    }

    public void AddTo(Span<long> sums)
    {
        for (var i = 0; i < _counts.Length; i++)
            sums[i] += Volatile.Read(ref _counts[i]);
    }

    public static long[] NewSums() => new long[Powers * Steps];

    /// <summary>The largest duration a bucket counts, ns.</summary>
    public static long UpperBound(int bucket)
    {
        var power = bucket / Steps;
        return power < StepBits ? bucket : (1L << power) + ((long)((bucket % Steps) + 1) << (power - StepBits)) - 1;
    }

    /// <summary>The duration that part of all, 0 to 1, were no longer than, ns; 0 where nothing was counted.</summary>
    public static long Percentile(ReadOnlySpan<long> sums, double part)
    {
        long total = 0;
        foreach (var count in sums)
            total += count;
        var wanted = (long)Math.Ceiling(total * part);
        long seen = 0;
        for (var bucket = 0; bucket < sums.Length; bucket++)
        {
            seen += sums[bucket];
            if (seen >= wanted && seen > 0)
                return UpperBound(bucket);
        }

        return 0;
    }

    // Below eight nanoseconds a bucket each; from there on eight to each power of two.
    private static int BucketOf(long nanoseconds)
    {
        var value = (ulong)Math.Max(0, nanoseconds);
        var power = BitOperations.Log2(value | 1);
        if (power < StepBits)
            return (int)value;
        power = Math.Min(power, Powers - 1);
        return (power * Steps) + (int)Math.Min(Steps - 1, (value >> (power - StepBits)) - Steps);
    }
}
