using Prometheus;

namespace K8sCache.Hosting.Metrics;

internal sealed class GaugeCell<T>(Gauge family, string[] labels, Func<T, double> read) : MetricCell<T>
{
    private readonly Gauge.Child _series = family.WithLabels(labels);

    public override void HandOver(T item) => _series.Set(read(item));

    public override void Remove() => _series.Remove();
}
