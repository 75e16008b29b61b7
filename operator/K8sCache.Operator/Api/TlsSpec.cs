using K8sCache.Kubernetes.Crd;

namespace K8sCache.Operator.Api;

/// <summary>Where the certificate of encrypted connections is kept.</summary>
public sealed record TlsSpec
{
    [Description("Secret of type kubernetes.io/tls in the same namespace.")]
    [Length(1, 253)]
    public required string SecretName { get; init; }
}
