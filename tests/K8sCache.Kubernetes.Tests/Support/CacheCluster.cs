using System.Text.Json;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Tests.Support;

/// <summary>The custom resource of the recorded transcripts.</summary>
[KubernetesEntity(Group = "k8scache.io", ApiVersion = "v1alpha1", Kind = "CacheCluster", PluralName = "cacheclusters")]
public sealed record CacheCluster : KubernetesObject, ISpec<CacheClusterSpec>
{
    public CacheClusterSpec Spec { get; init; } = new();

    public JsonElement? Status { get; init; }
}
