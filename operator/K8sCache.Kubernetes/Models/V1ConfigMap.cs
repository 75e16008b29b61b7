using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Models;

/// <summary>Small files for pods.</summary>
[KubernetesEntity(ApiVersion = "v1", Kind = "ConfigMap", PluralName = "configmaps")]
public sealed record V1ConfigMap : KubernetesObject
{
    public IReadOnlyDictionary<string, byte[]>? BinaryData { get; init; }
    public IReadOnlyDictionary<string, string>? Data { get; init; }
}
