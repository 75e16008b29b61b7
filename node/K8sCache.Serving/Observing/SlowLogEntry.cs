namespace K8sCache.Serving.Observing;

/// <summary>A command that took long.</summary>
/// <param name="Id">Counts up; never reused.</param>
/// <param name="At">When it began, in seconds since the Unix epoch.</param>
/// <param name="Microseconds">How long it ran, without waiting for other copies.</param>
/// <param name="Arguments">Its first arguments, long ones cut.</param>
/// <param name="Client">Address of the client.</param>
/// <param name="ClientName">What the client called itself.</param>
public sealed record SlowLogEntry(
    long Id, long At, long Microseconds, IReadOnlyList<byte[]> Arguments, string Client, string ClientName);
