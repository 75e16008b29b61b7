using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace K8sCache.Hosting.Metrics;

/// <summary>All series of one instrument.</summary>
internal sealed class MetricFamily(string name, string unit, string help, MetricKind kind, bool isObservable, double[] boundaries)
{
    /// <summary>
    /// Most series an instrument may have. Labels here are commands, nodes, results: a number past this
    /// is a mistake, and Prometheus pays for it.
    /// </summary>
    public const int MaxSeries = 2_000;

    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly Series _unlabelled = new("", boundaries);
    private int _unlabelledUsed;

    public string Name { get; } = name;

    public string Unit { get; } = unit;

    public string Help { get; } = help;

    public MetricKind Kind { get; } = kind;

    /// <summary>Observable instruments report their series anew each time; one not reported is gone.</summary>
    public bool IsObservable { get; } = isObservable;

    public double[] Boundaries => boundaries;

    public static MetricFamily Of(Instrument instrument) => new(
        MetricNames.Family(instrument),
        MetricNames.Unit(instrument.Unit),
        instrument.Description ?? "",
        KindOf(instrument),
        instrument.IsObservable,
        KindOf(instrument) == MetricKind.Histogram ? BoundariesOf(instrument) : [])
    {
        IsUpDown = instrument.GetType().GetGenericTypeDefinition() == typeof(UpDownCounter<>),
    };

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, long collection)
    {
        var series = Find(tags);
        if (series is null)
        {
            return;
        }
        series.Collection = collection;
        if (Kind == MetricKind.Histogram)
        {
            series.Observe(value);
        }
        else if (IsObservable || Kind == MetricKind.Gauge && !IsUpDown)
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    /// <summary>Whether measurements of this gauge are differences (an UpDownCounter).</summary>
    public bool IsUpDown { get; init; }

    public IEnumerable<Series> Collect(long collection)
    {
        if (Volatile.Read(ref _unlabelledUsed) != 0)
        {
            yield return _unlabelled;
        }
        foreach (var (labels, series) in _series.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (IsObservable && series.Collection != collection)
            {
                _series.TryRemove(labels, out _);
            }
            else
            {
                yield return series;
            }
        }
    }

    private Series? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            Volatile.Write(ref _unlabelledUsed, 1);
            return _unlabelled;
        }
        var labels = LabelText.Of(tags);
        if (_series.TryGetValue(labels, out var series))
        {
            return series;
        }
        return _series.Count >= MaxSeries ? null : _series.GetOrAdd(labels, static (key, bounds) => new Series(key, bounds), boundaries);
    }

    private static MetricKind KindOf(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        return type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : type == typeof(Histogram<>) ? MetricKind.Histogram
            : MetricKind.Gauge;
    }

    private static double[] BoundariesOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(b => (double)b)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(b => (double)b)],
        _ => HistogramBuckets.Latency,
    };
}
