using System.Text.Json.Serialization;

namespace K8sCache.Kubernetes.Configuration.Kubeconfig;

/// <summary>A kubeconfig, <c>kind: Config</c>: clusters, users, and the contexts that pair them.</summary>
internal sealed record KubeconfigFile
{
    [JsonPropertyName("current-context")]
    public string? CurrentContext { get; init; }

    public IReadOnlyList<KubeconfigNamedCluster>? Clusters { get; init; }
    public IReadOnlyList<KubeconfigNamedUser>? Users { get; init; }
    public IReadOnlyList<KubeconfigNamedContext>? Contexts { get; init; }
}
