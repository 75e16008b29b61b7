using k8s;
using K8sCache.Kubernetes.Configuration.Kubeconfig;

namespace K8sCache.Kubernetes.Configuration;

/// <summary>Finds the configuration of the API client where people and pods keep it.</summary>
public static class KubernetesConfiguration
{
    private const string Variable = "KUBECONFIG";

    /// <summary>
    /// The given kubeconfig, else <c>KUBECONFIG</c>, else the pod's service account, else <c>~/.kube/config</c>.
    /// </summary>
    /// <param name="kubeconfig">A file; null to look around.</param>
    /// <param name="context">A context of the kubeconfig; null: its current one. Ignored in a pod.</param>
    /// <param name="timeProvider">Clock of credentials that rotate.</param>
    /// <exception cref="KubernetesConfigurationException">Nothing found, or what was found can't be used.</exception>
    public static KubernetesClientConfiguration Load(string? kubeconfig, string? context, TimeProvider timeProvider)
    {
        if (!string.IsNullOrEmpty(kubeconfig))
            return KubeconfigResolver.Resolve(KubeconfigLoader.LoadFile(kubeconfig), context, timeProvider);
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } paths)
            return KubeconfigResolver.Resolve(KubeconfigLoader.LoadList(paths), context, timeProvider);
        if (InClusterConfiguration.IsAvailable)
            return InClusterConfiguration.Load(timeProvider);

        var home = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");
        return File.Exists(home)
            ? KubeconfigResolver.Resolve(KubeconfigLoader.LoadFile(home), context, timeProvider)
            : throw new KubernetesConfigurationException(
                $"No way to a cluster: no kubeconfig given, {Variable} not set, not in a pod, and no {home}.");
    }
}
