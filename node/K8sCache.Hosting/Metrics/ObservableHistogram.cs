namespace K8sCache.Hosting.Metrics;

/// <summary>
/// A histogram whose owner keeps the counts and hands them over when scraped. <c>System.Diagnostics.Metrics</c> has
/// observable counters and gauges but no observable histogram, and its pushed one costs a request tens of nanoseconds;
/// an event loop that owns its counts pays an increment.
/// </summary>
/// <param name="Name">The full Prometheus name, unit included: <c>k8scache_node_request_duration_seconds</c>.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Observe">Returns the series; called on the scraping thread.</param>
public sealed record ObservableHistogram(string Name, string Help, Func<IEnumerable<HistogramSnapshot>> Observe);
