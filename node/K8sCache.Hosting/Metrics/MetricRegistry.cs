using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace K8sCache.Hosting.Metrics;

/// <summary>
/// Listens to the meters a process chose and keeps what they measured for <see cref="PrometheusText"/>.
/// Instruments on a request's path should be observable (read own counters when scraped) or an
/// <see cref="ObservableHistogram"/>: a listener's callback costs a label look-up a measurement.
/// </summary>
public sealed class MetricRegistry : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ObservableHistogram> _histograms = new(StringComparer.Ordinal);
    private readonly Lock _collecting = new();
    private long _collection;

    /// <param name="includes">Which meters; by reference where several servers share a process, as in tests.</param>
    public MetricRegistry(Func<Meter, bool> includes)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (includes(instrument.Meter))
            {
                Subscribe(instrument, listener);
            }
        };
        _listener.SetMeasurementEventCallback<byte>(OnMeasured);
        _listener.SetMeasurementEventCallback<short>(OnMeasured);
        _listener.SetMeasurementEventCallback<int>(OnMeasured);
        _listener.SetMeasurementEventCallback<long>(OnMeasured);
        _listener.SetMeasurementEventCallback<float>(OnMeasured);
        _listener.SetMeasurementEventCallback<double>(OnMeasured);
        _listener.Start();
    }

    /// <summary>Adds a histogram whose counts its owner keeps; its name must be new.</summary>
    public void Add(ObservableHistogram histogram)
    {
        if (!_histograms.TryAdd(histogram.Name, histogram))
        {
            throw new ArgumentException($"A histogram named {histogram.Name} is registered already.", nameof(histogram));
        }
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Reads every observable instrument and writes all families, ordered by name.</summary>
    internal void Collect(PrometheusWriter writer)
    {
        lock (_collecting)
        {
            _collection++;
            _listener.RecordObservableInstruments();
            foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
            {
                writer.Write(family, family.Collect(_collection));
            }
            foreach (var histogram in _histograms.Values.OrderBy(histogram => histogram.Name, StringComparer.Ordinal))
            {
                writer.Write(histogram);
            }
        }
    }

    private void Subscribe(Instrument instrument, MeterListener listener)
    {
        var family = MetricFamily.Of(instrument);
        listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(family.Name, family));
    }

    private void OnMeasured<T>(Instrument instrument, T measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        where T : struct, IConvertible
        => ((MetricFamily)state!).Record(
            measurement.ToDouble(System.Globalization.CultureInfo.InvariantCulture), tags, Volatile.Read(ref _collection));
}
