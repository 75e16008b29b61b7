namespace K8sCache.Benchmarks;

/// <summary>The figure of several rounds that counts: what disturbed one of them falls out.</summary>
internal static class Median
{
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
