namespace K8sCache.Benchmarks.Scheduling;

/// <summary>One read as its client saw it.</summary>
/// <param name="SentAt">Seconds since the load began.</param>
/// <param name="Seconds">Until its reply; until the end of the load where none came.</param>
/// <param name="Key">Index of the key.</param>
/// <param name="Failed">An error, no value, or no reply.</param>
internal readonly record struct ReadSample(double SentAt, double Seconds, int Key, bool Failed);
