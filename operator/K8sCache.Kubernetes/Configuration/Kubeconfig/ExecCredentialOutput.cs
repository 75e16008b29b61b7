namespace K8sCache.Kubernetes.Configuration.Kubeconfig;

internal sealed record ExecCredentialOutput
{
    public ExecCredentialStatus? Status { get; init; }
}
