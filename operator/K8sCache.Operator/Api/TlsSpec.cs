using K8sCache.Kubernetes.Crd;

namespace K8sCache.Operator.Api;

/// <summary>Where the certificate of encrypted connections is kept, and who must show one.</summary>
public sealed record TlsSpec
{
    [Description("Secret of type kubernetes.io/tls in the same namespace: tls.crt, tls.key and, to check others by, ca.crt. "
        + "The certificate should be for NAME.NAMESPACE.svc.")]
    [Length(1, 253)]
    public required string SecretName { get; init; }

    [Description("Whether clients must show a certificate made by an authority of the Secret's ca.crt: "
        + "Required; Optional, only one that is shown must be; None, "
        + "the default. Former names of None and Required are No and Yes.")]
    public TlsClientAuthentication AuthClients { get; init; }
}
