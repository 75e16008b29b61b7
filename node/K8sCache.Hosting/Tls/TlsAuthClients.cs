namespace K8sCache.Hosting.Tls;

/// <summary>Whether clients must show a certificate (Redis: tls-auth-clients).</summary>
public enum TlsAuthClients
{
    No,

    /// <summary>Who shows one must be trusted; who shows none is let in, too.</summary>
    Optional,
    Yes,
}
