namespace K8sCache.Benchmarks.Scheduling;

/// <summary>Percentiles and counts of some reads.</summary>
internal static class ReadSamples
{
    /// <summary>In milliseconds; not a number where there are none.</summary>
    public static double Percentile(this IEnumerable<ReadSample> samples, double share)
    {
        var sorted = samples.Select(sample => sample.Seconds).Order().ToList();
        return sorted.Count == 0 ? double.NaN : 1000 * sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
    }

    /// <summary>Sent from a time to another, in seconds since the load began.</summary>
    public static IEnumerable<ReadSample> Between(this IEnumerable<ReadSample> samples, double from, double until) =>
        samples.Where(sample => sample.SentAt >= from && sample.SentAt < until);

    public static int Failures(this IEnumerable<ReadSample> samples) => samples.Count(sample => sample.Failed);
}
