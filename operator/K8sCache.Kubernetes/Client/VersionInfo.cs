namespace K8sCache.Kubernetes.Client;

/// <summary>What <c>/version</c> says of the API server.</summary>
public sealed record VersionInfo
{
    public string Major { get; init; } = "";
    public string Minor { get; init; } = "";
    public string GitVersion { get; init; } = "";
    public string Platform { get; init; } = "";
}
