namespace K8sCache.Hosting.Metrics;

/// <summary>Observations of a <see cref="LatencyCounts"/>, or of several, at one moment: a bucket's number and sum.</summary>
internal sealed class LatencySums
{
    public long[] Counts { get; } = new long[LatencyCounts.BucketCount];

    public long[] Nanoseconds { get; } = new long[LatencyCounts.BucketCount];

    /// <summary>Whether a bucket has less than in <paramref name="earlier"/>: then these are not the same owners'.</summary>
    public bool IsBehind(LatencySums earlier)
    {
        for (var bucket = 0; bucket < Counts.Length; bucket++)
        {
            if (Counts[bucket] < earlier.Counts[bucket] || Nanoseconds[bucket] < earlier.Nanoseconds[bucket])
                return true;
        }

        return false;
    }

    public void Clear()
    {
        Array.Clear(Counts);
        Array.Clear(Nanoseconds);
    }
}
