namespace K8sCache.Kubernetes.Configuration.Kubeconfig;

internal sealed record ExecCredentialStatus
{
    public DateTimeOffset? ExpirationTimestamp { get; init; }
    public string? Token { get; init; }

    /// <summary>PEM, not base64 of it as in a kubeconfig.</summary>
    public string? ClientCertificateData { get; init; }

    public string? ClientKeyData { get; init; }
}
