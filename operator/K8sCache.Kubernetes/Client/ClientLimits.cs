namespace K8sCache.Kubernetes.Client;

/// <summary>How hard a client may press the API server.</summary>
public sealed record ClientLimits
{
    /// <summary>Requests a second in the long run; 0: no limit.</summary>
    public double RequestsPerSecond { get; init; } = 50;

    /// <summary>Requests at once before the rate counts.</summary>
    public int Burst { get; init; } = 100;

    /// <summary>Connections at once over HTTP/1.1; over HTTP/2 one mostly does. Every watch occupies one.</summary>
    public int MaxConnections { get; init; } = 64;
}
