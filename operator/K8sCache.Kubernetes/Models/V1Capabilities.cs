namespace K8sCache.Kubernetes.Models;

/// <summary>Linux capabilities given or taken.</summary>
public sealed record V1Capabilities
{
    public IReadOnlyList<string>? Drop { get; init; }
}
