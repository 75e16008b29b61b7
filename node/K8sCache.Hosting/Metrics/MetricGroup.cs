using System.Diagnostics;
using Prometheus;

namespace K8sCache.Hosting.Metrics;

/// <summary>Families whose series are the same things': a node's counters, gauges and histograms come and go together.</summary>
public sealed class MetricGroup<T>
{
    /// <summary>
    /// Most series a family may have. Labels here are commands, nodes, reasons: a number past this is a mistake, and
    /// Prometheus pays for it.
    /// </summary>
    internal const int MaxSeries = 2_000;

    private readonly IMetricFactory _factory;
    private readonly string[] _labelNames;
    private readonly Func<IEnumerable<T>> _items;
    private readonly Func<T, string> _labelOf;
    private readonly List<Func<string[], MetricCell<T>>> _families = [];
    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private long _page;

    internal MetricGroup(IMetricFactory factory, string[] labelNames, Func<IEnumerable<T>> items, Func<T, string> labelOf)
    {
        _factory = factory;
        _labelNames = labelNames;
        _items = items;
        _labelOf = labelOf;
    }

    /// <param name="name">Ends with <c>_total</c>.</param>
    /// <param name="read">The count since the start; where it falls, its owner began anew.</param>
    public MetricGroup<T> Counter(string name, string help, Func<T, double> read)
    {
        var family = _factory.CreateCounter(name, help, _labelNames);
        return Add(labels => new CounterCell<T>(family, labels, read));
    }

    public MetricGroup<T> Gauge(string name, string help, Func<T, double> read)
    {
        var family = _factory.CreateGauge(name, help, _labelNames);
        return Add(labels => new GaugeCell<T>(family, labels, read));
    }

    /// <param name="name">Ends with <c>_seconds</c>.</param>
    public MetricGroup<T> Histogram(string name, string help, Func<T, IEnumerable<LatencyCounts>> read)
    {
        var family = _factory.CreateHistogram(name, help, _labelNames, new HistogramConfiguration { Buckets = LatencyCounts.Bounds });
        return Add(labels => new HistogramCell<T>(family, labels, read));
    }

    /// <summary>Brings all series to what their owners count now.</summary>
    internal void HandOver()
    {
        _page++;
        foreach (var item in _items())
        {
            if (RowOf(_labelOf(item)) is not { } row)
                continue;
            Debug.Assert(row.Page != _page, "Two things have one label.");
            row.Page = _page;
            foreach (var cell in row.Cells)
                cell.HandOver(item);
        }

        foreach (var (label, row) in _rows)
        {
            if (row.Page == _page)
                continue;
            foreach (var cell in row.Cells)
                cell.Remove();
            _rows.Remove(label);
        }
    }

    private MetricGroup<T> Add(Func<string[], MetricCell<T>> family)
    {
        Debug.Assert(_rows.Count == 0, "A row has a cell of each family.");
        _families.Add(family);
        return this;
    }

    private Row? RowOf(string label)
    {
        if (_rows.TryGetValue(label, out var row))
            return row;
        if (_rows.Count >= MaxSeries)
            return null;
        string[] labels = _labelNames.Length == 0 ? [] : [label];
        return _rows[label] = new Row([.. _families.Select(family => family(labels))]);
    }

    private sealed class Row(MetricCell<T>[] cells)
    {
        public MetricCell<T>[] Cells => cells;

        /// <summary>The last page that shows it.</summary>
        public long Page { get; set; }
    }
}
