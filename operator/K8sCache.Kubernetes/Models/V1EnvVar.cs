namespace K8sCache.Kubernetes.Models;

/// <summary>An environment variable of a container.</summary>
public sealed record V1EnvVar
{
    public required string Name { get; init; }

    /// <summary>May refer to earlier ones as <c>$(NAME)</c>.</summary>
    public string? Value { get; init; }

    public V1EnvVarSource? ValueFrom { get; init; }
}
