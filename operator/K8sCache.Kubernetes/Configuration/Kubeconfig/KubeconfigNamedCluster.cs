namespace K8sCache.Kubernetes.Configuration.Kubeconfig;

internal sealed record KubeconfigNamedCluster(string Name, KubeconfigCluster? Cluster);
