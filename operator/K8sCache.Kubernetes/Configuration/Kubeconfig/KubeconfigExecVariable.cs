namespace K8sCache.Kubernetes.Configuration.Kubeconfig;

internal sealed record KubeconfigExecVariable(string Name, string? Value);
