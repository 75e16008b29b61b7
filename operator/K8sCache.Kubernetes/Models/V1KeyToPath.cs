namespace K8sCache.Kubernetes.Models;

/// <summary>Which member becomes which file.</summary>
public sealed record V1KeyToPath
{
    public required string Key { get; init; }
    public required string Path { get; init; }
}
