namespace K8sCache.Hosting.Metrics;

/// <summary>Bucket boundaries our histograms share.</summary>
public static class HistogramBuckets
{
    /// <summary>
    /// Seconds, 10 µs to 5.2 s in factors of 2: a cache's GET takes tens of microseconds, and powers of two
    /// land on the boundaries of Prometheus native histograms (schema 0).
    /// </summary>
    public static double[] Latency { get; } = [.. Enumerable.Range(-17, 20).Select(power => Math.Pow(2, power))];
}
