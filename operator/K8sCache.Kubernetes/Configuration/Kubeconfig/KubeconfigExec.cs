namespace K8sCache.Kubernetes.Configuration.Kubeconfig;

/// <summary>A program that prints credentials, <c>client.authentication.k8s.io</c>.</summary>
internal sealed record KubeconfigExec
{
    public string ApiVersion { get; init; } = "client.authentication.k8s.io/v1";
    public required string Command { get; init; }
    public IReadOnlyList<string>? Args { get; init; }
    public IReadOnlyList<KubeconfigExecVariable>? Env { get; init; }

    /// <summary>What to tell a user who doesn't have the program.</summary>
    public string? InstallHint { get; init; }

    public bool ProvideClusterInfo { get; init; }
}
