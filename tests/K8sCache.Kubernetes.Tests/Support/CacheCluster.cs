using System.Text.Json;
using k8s;
using k8s.Models;

namespace K8sCache.Kubernetes.Tests.Support;

/// <summary>The custom resource of the recorded transcripts.</summary>
[KubernetesEntity(Group = "k8scache.io", ApiVersion = "v1alpha1", Kind = "CacheCluster", PluralName = "cacheclusters")]
public sealed record CacheCluster : IKubernetesObject<V1ObjectMeta>, ISpec<CacheClusterSpec>
{
    public string ApiVersion { get; set; } = "k8scache.io/v1alpha1";

    public string Kind { get; set; } = "CacheCluster";

    public V1ObjectMeta Metadata { get; set; } = new();

    public CacheClusterSpec Spec { get; set; } = new();

    public JsonElement? Status { get; init; }
}
