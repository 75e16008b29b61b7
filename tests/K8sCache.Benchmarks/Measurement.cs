namespace K8sCache.Benchmarks;

/// <summary>What one run of a workload against one server came to.</summary>
internal sealed record Measurement(double RequestsPerSecond, double P50Milliseconds, double P99Milliseconds, double CpuMicrosecondsPerRequest)
{
    /// <summary>The median of each number on its own; rounds that something disturbed fall out.</summary>
    public static Measurement MedianOf(IReadOnlyList<Measurement> rounds) => new(
        Median(rounds.Select(round => round.RequestsPerSecond)),
        Median(rounds.Select(round => round.P50Milliseconds)),
        Median(rounds.Select(round => round.P99Milliseconds)),
        Median(rounds.Select(round => round.CpuMicrosecondsPerRequest)));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
