namespace K8sCache.Kubernetes.Configuration.Kubeconfig;

internal sealed record KubeconfigNamedContext(string Name, KubeconfigContext? Context);
