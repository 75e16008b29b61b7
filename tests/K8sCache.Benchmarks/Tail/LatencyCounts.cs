namespace K8sCache.Benchmarks.Tail;

/// <summary>Latencies to the microsecond, a count each; longer than a second counts as a second, but for the longest.</summary>
internal sealed class LatencyCounts
{
    private const int MicrosecondsMax = 1_000_000;

    private readonly long[] _counts = new long[MicrosecondsMax + 1];
    private long _total;

    public double LongestMilliseconds { get; private set; }

    public void Add(TimeSpan latency)
    {
        _counts[(int)Math.Clamp(latency.TotalMicroseconds, 0, MicrosecondsMax)]++;
        _total++;
        LongestMilliseconds = Math.Max(LongestMilliseconds, latency.TotalMilliseconds);
    }

    public double PercentileMilliseconds(double share)
    {
        var left = (long)(_total * share);
        var at = 0;
        while (at < MicrosecondsMax && (left -= _counts[at]) >= 0)
            at++;
        return at / 1000.0;
    }
}
