using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Models;

/// <summary>Small files for pods that not everyone may read.</summary>
[KubernetesEntity(ApiVersion = "v1", Kind = "Secret", PluralName = "secrets")]
public sealed record V1Secret : KubernetesObject
{
    public IReadOnlyDictionary<string, byte[]>? Data { get; init; }
    public string? Type { get; init; }
}
