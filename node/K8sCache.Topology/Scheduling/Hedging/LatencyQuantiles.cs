namespace K8sCache.Topology.Scheduling.Hedging;

/// <summary>
/// Two quantiles of recent times in fixed memory: a histogram of 8 buckets an octave (9 % wide) from 1 us to 67 s, halved
/// every few thousand samples so that the past fades. Of one thread; adding allocates nothing.
/// </summary>
public sealed class LatencyQuantiles
{
    private const int BucketsPerOctave = 8;
    private const int Octaves = 26;
    private const int MantissaShift = 52 - 3;
    private const double LeastSeconds = 1e-6;
    private const int SamplesToLearn = 200;
    private const int SamplesPerUpdate = 128;
    private const double FullWeight = 4096;

    private static readonly long FirstBucket = BitConverter.DoubleToInt64Bits(LeastSeconds) >> MantissaShift;

    private readonly double _low;
    private readonly double _high;
    private readonly float[] _buckets = new float[Octaves * BucketsPerOctave];
    private double _weight;
    private int _sinceUpdate;

    /// <param name="low">0 to 1, both excluded.</param>
    /// <param name="high">0 to 1, both excluded, not below the low one.</param>
    public LatencyQuantiles(double low, double high)
    {
        _low = low;
        _high = high;
    }

    /// <summary>Upper end of the low quantile's bucket, in seconds; infinite until enough was learned. Renewed every 128 samples.</summary>
    public double Low { get; private set; } = double.PositiveInfinity;

    /// <summary>Upper end of the high quantile's bucket, likewise.</summary>
    public double High { get; private set; } = double.PositiveInfinity;

    public void Add(double seconds)
    {
        var bucket = (BitConverter.DoubleToInt64Bits(Math.Max(seconds, LeastSeconds)) >> MantissaShift) - FirstBucket;
        _buckets[Math.Min(bucket, _buckets.Length - 1)]++;
        _weight++;
        if (++_sinceUpdate >= SamplesPerUpdate && _weight >= SamplesToLearn)
            Update();
    }

    private void Update()
    {
        _sinceUpdate = 0;
        (Low, High) = (Of(_low), Of(_high));
        if (_weight < FullWeight)
            return;
        foreach (ref var count in _buckets.AsSpan())
            count *= 0.5f;
        _weight *= 0.5;
    }

    private double Of(double quantile)
    {
        var above = _weight * (1 - quantile);
        var bucket = _buckets.Length - 1;
        for (var sum = (double)_buckets[bucket]; sum <= above && bucket > 0; sum += _buckets[bucket])
            bucket--;
        return BitConverter.Int64BitsToDouble((FirstBucket + bucket + 1) << MantissaShift);
    }
}
