using Prometheus;

namespace K8sCache.Hosting.Metrics;

/// <summary>A histogram its owners keep, given to prometheus-net as each bucket's new observations at their mean.</summary>
internal sealed class HistogramCell<T>(Histogram family, string[] labels, Func<T, IEnumerable<LatencyCounts>> read) : MetricCell<T>
{
    private Histogram.Child _series = family.WithLabels(labels);
    private LatencySums _given = new();
    private LatencySums _now = new();

    public override void HandOver(T item)
    {
        _now.Clear();
        foreach (var counts in read(item))
            counts.AddTo(_now);
        if (_now.IsBehind(_given))
        {
            Remove();
            _series = family.WithLabels(labels);
            _given.Clear();
        }

        for (var bucket = 0; bucket < LatencyCounts.BucketCount; bucket++)
        {
            var count = _now.Counts[bucket] - _given.Counts[bucket];
            if (count > 0)
                _series.Observe(LatencyCounts.MeanSeconds(bucket, _now.Nanoseconds[bucket] - _given.Nanoseconds[bucket], count), count);
        }

        (_given, _now) = (_now, _given);
    }

    public override void Remove() => _series.Remove();
}
