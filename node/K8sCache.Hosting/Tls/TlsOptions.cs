namespace K8sCache.Hosting.Tls;

/// <summary>Where certificates are and who must show one; without a certificate nothing is encrypted.</summary>
public sealed record TlsOptions
{
    public const string SecretCertName = "tls.crt";
    public const string SecretKeyName = "tls.key";
    public const string SecretCaName = "ca.crt";

    public string? CertFile { get; init; }

    public string? KeyFile { get; init; }

    /// <summary>Authorities that certificates of clients and other pods come from; null = the system's.</summary>
    public string? CaCertFile { get; init; }

    /// <summary>A mounted Secret of type kubernetes.io/tls, in place of the three files; its ca.crt may be missing.</summary>
    public string? SecretFolder { get; init; }

    public TlsAuthClients AuthClients { get; init; }

    /// <summary>
    /// The name that certificates of nodes and routers must be valid for; null = any that comes from a trusted authority.
    /// </summary>
    public string? PeerName { get; init; }

    public bool IsOn => CertFile is not null || SecretFolder is not null;

    internal string CertPath => CertFile ?? Path.Combine(SecretFolder!, SecretCertName);

    internal string KeyPath => KeyFile ?? Path.Combine(SecretFolder!, SecretKeyName);

    internal string? CaPath => CaCertFile ?? (SecretFolder is null ? null : Path.Combine(SecretFolder, SecretCaName));

    /// <summary>Everything about the combination that cannot be.</summary>
    public IEnumerable<string> Problems()
    {
        if ((CertFile is null) != (KeyFile is null))
            yield return "--tls-cert-file and --tls-key-file need each other";
        if (SecretFolder is not null && (CertFile ?? KeyFile ?? CaCertFile) is not null)
            yield return "--tls-secret-dir stands for --tls-cert-file, --tls-key-file and --tls-ca-cert-file: give either";
        if (!IsOn && (CaCertFile is not null || PeerName is not null || AuthClients != TlsAuthClients.No))
            yield return "options of TLS are given, but no certificate: --tls-cert-file and --tls-key-file, or --tls-secret-dir";
        if (CertFile is not null && CaCertFile is null && AuthClients != TlsAuthClients.No)
            yield return $"--tls-auth-clients {AuthClients} needs --tls-ca-cert-file: which clients are to be trusted?";
    }
}
