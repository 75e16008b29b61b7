namespace K8sCache.Hosting.Metrics;

internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}
