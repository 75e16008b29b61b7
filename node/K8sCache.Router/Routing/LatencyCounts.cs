using K8sCache.Hosting.Metrics;

namespace K8sCache.Router.Routing;

/// <summary>Histogram of response times that one loop writes and the scraping thread reads; slightly torn reads are harmless.</summary>
internal sealed class LatencyCounts
{
    private readonly double[] _boundaries = HistogramBuckets.Latency;
    private readonly long[] _counts = new long[HistogramBuckets.Latency.Length + 1];
    private double _sum;

    public void Add(double seconds)
    {
        // Boundaries are powers of two, ascending: most requests end within the first few.
        var bucket = 0;
        while (bucket < _boundaries.Length && seconds > _boundaries[bucket])
            bucket++;
        _counts[bucket]++;
        _sum += seconds;
    }

    public double AddTo(long[] counts)
    {
        for (var bucket = 0; bucket < counts.Length; bucket++)
            counts[bucket] += Volatile.Read(ref _counts[bucket]);
        return Volatile.Read(ref _sum);
    }
}
