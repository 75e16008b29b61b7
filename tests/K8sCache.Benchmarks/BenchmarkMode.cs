namespace K8sCache.Benchmarks;

/// <summary>What a first argument stands for.</summary>
/// <param name="Summary">One line for the help.</param>
/// <param name="Parts">What --only may pick; none where it runs whole.</param>
/// <param name="RunAsync">Measures and prints.</param>
internal sealed record BenchmarkMode(string Summary, IReadOnlyList<string> Parts, Func<BenchmarkOptions, Task> RunAsync);
