namespace K8sCache.Kubernetes.Models;

/// <summary>System calls allowed.</summary>
public sealed record V1SeccompProfile
{
    /// <summary><c>RuntimeDefault</c> is what the restricted pod security standard asks for.</summary>
    public string? Type { get; init; }
}
