using Prometheus;

namespace K8sCache.Hosting.Metrics;

internal sealed class CounterCell<T>(Counter family, string[] labels, Func<T, double> read) : MetricCell<T>
{
    private Counter.Child _series = family.WithLabels(labels);

    public override void HandOver(T item)
    {
        var value = read(item);
        // Prometheus takes a lower value for a new start; IncTo would stay where it is until the old one is passed.
        if (value < _series.Value)
        {
            Remove();
            _series = family.WithLabels(labels);
        }

        _series.IncTo(value);
    }

    public override void Remove() => _series.Remove();
}
