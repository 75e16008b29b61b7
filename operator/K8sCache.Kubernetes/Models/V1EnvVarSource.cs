namespace K8sCache.Kubernetes.Models;

/// <summary>Where an environment variable's value comes from.</summary>
public sealed record V1EnvVarSource
{
    public V1ObjectFieldSelector? FieldRef { get; init; }
}
