namespace K8sCache.Hosting.Metrics;

/// <summary>One series of an <see cref="ObservableHistogram"/> at one moment.</summary>
/// <param name="Boundaries">Upper bounds, ascending, without +Inf.</param>
/// <param name="Counts">Observations per bucket, not cumulative; one longer than <paramref name="Boundaries"/>.</param>
/// <param name="Sum">The sum of all observations, in the histogram's unit.</param>
public sealed record HistogramSnapshot(
    double[] Boundaries, long[] Counts, double Sum, params KeyValuePair<string, object?>[] Tags);
