using System.Buffers;
using Prometheus;

namespace K8sCache.Hosting.Metrics;

/// <summary>
/// What <c>/metrics</c> answers: a registry of prometheus-net's, filled from counts their owners keep whenever the page is
/// asked for, so that a request pays an addition to its loop's own field. With it come figures of the process.
/// </summary>
/// <remarks>
/// Pages are written one at a time, so no observation is handed over twice and a page is of one moment. The registry's own
/// before-collect callbacks would not do: they run as often at once as pages are asked for, and what they throw is swallowed.
/// </remarks>
public sealed class MetricPage : IDisposable
{
    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly MemoryStream _text = new();
    private readonly List<Action> _handovers = [];
    private readonly MetricGroup<MetricPage> _single;

    public MetricPage()
    {
        Factory = Prometheus.Metrics.WithCustomRegistry(_registry);
        Factory.ExemplarBehavior = ExemplarBehavior.NoExemplars();
        _single = Group(() => this);
        ProcessMetrics.AddTo(this);
    }

    /// <summary>For those who count in prometheus-net's types themselves.</summary>
    public IMetricFactory Factory { get; }

    /// <summary>A counter without label.</summary>
    public void Counter(string name, string help, Func<double> read) => _single.Counter(name, help, _ => read());

    /// <summary>A gauge without label.</summary>
    public void Gauge(string name, string help, Func<double> read) => _single.Gauge(name, help, _ => read());

    /// <summary>A histogram without label, the sum of what several count.</summary>
    public void Histogram(string name, string help, Func<IEnumerable<LatencyCounts>> read) => _single.Histogram(name, help, _ => read());

    /// <summary>Families without label that are read together.</summary>
    public MetricGroup<T> Group<T>(Func<T> read) => Add(new MetricGroup<T>(Factory, [], () => [read()], _ => ""));

    /// <summary>Families that have a series for every one of some things.</summary>
    /// <param name="label">The label that tells them apart.</param>
    /// <param name="items">What there is now, read for each page; one that is not there any more leaves the page.</param>
    /// <param name="labelOf">The label's value, different for each.</param>
    public MetricGroup<T> Group<T>(string label, Func<IEnumerable<T>> items, Func<T, string> labelOf) =>
        Add(new MetricGroup<T>(Factory, [label], items, labelOf));

    /// <summary>Takes all counts over and writes the page.</summary>
    public async Task WriteAsync(ExpositionFormat format, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var handOver in _handovers)
                handOver();
            // Kept from page to page, for a large one would be garbage of the large object heap each time.
            _text.SetLength(0);
            await _registry.CollectAndExportAsTextAsync(_text, format, cancellationToken);
            output.Write(_text.GetBuffer().AsSpan(0, (int)_text.Length));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        _text.Dispose();
    }

    private MetricGroup<T> Add<T>(MetricGroup<T> group)
    {
        _handovers.Add(group.HandOver);
        return group;
    }
}
