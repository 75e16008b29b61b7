namespace K8sCache.Hosting.Metrics;

/// <summary>One labelled series of a family: a number, or a histogram's buckets. Written from any thread.</summary>
internal sealed class Series(string labels, double[] boundaries)
{
    private readonly long[] _bucketCounts = boundaries.Length == 0 ? [] : new long[boundaries.Length + 1];
    private double _value;

    /// <summary>The labels in exposition form, <c>a="b",c="d"</c>, or empty.</summary>
    public string Labels { get; } = labels;

    /// <summary>The number, or the sum of what a histogram observed.</summary>
    public double Value => Volatile.Read(ref _value);

    public double[] Boundaries => boundaries;

    /// <summary>The collection in which an observable instrument last reported this series.</summary>
    public long Collection { get; set; }

    public void Set(double value) => Volatile.Write(ref _value, value);

    public void Add(double delta)
    {
        var seen = Volatile.Read(ref _value);
        while (true)
        {
            var previous = Interlocked.CompareExchange(ref _value, seen + delta, seen);
            if (previous.Equals(seen))
            {
                return;
            }
            seen = previous;
        }
    }

    public void Observe(double value)
    {
        var index = Array.BinarySearch(boundaries, value);
        Interlocked.Increment(ref _bucketCounts[index < 0 ? ~index : index]);
        Add(value);
    }

    public void CopyBuckets(long[] into)
    {
        for (var i = 0; i < _bucketCounts.Length; i++)
        {
            into[i] = Interlocked.Read(ref _bucketCounts[i]);
        }
    }
}
