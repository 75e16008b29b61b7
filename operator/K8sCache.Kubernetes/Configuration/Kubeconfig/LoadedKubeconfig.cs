using k8s.KubeConfigModels;

namespace K8sCache.Kubernetes.Configuration.Kubeconfig;

/// <summary>A kubeconfig in the package's model, and what that leaves out of it.</summary>
internal sealed record LoadedKubeconfig
{
    public string? CurrentContext { get; init; }
    public required IReadOnlyList<Context> Contexts { get; init; }
    public required IReadOnlyList<Cluster> Clusters { get; init; }
    public required IReadOnlyList<User> Users { get; init; }

    /// <summary>By cluster: the proxy through which it is reached.</summary>
    public required IReadOnlyDictionary<string, string> ProxyUrls { get; init; }

    /// <summary>By user: the file its token is read from.</summary>
    public required IReadOnlyDictionary<string, string> TokenFiles { get; init; }
}
