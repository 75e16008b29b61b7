namespace K8sCache.Kubernetes.Configuration.Kubeconfig;

internal sealed record KubeconfigNamedUser(string Name, KubeconfigUser? User);
