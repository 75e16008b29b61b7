using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace K8sCache.Client.Connections;

/// <summary>
/// How connections are encrypted. Files are read for each new connection, so a renewed certificate is taken without a
/// restart.
/// </summary>
internal static class ClientTls
{
    /// <summary>The handshake's options; the certificate is checked for one name, whichever node is connected to.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It holds no certificate or key.</exception>
    public static SslClientAuthenticationOptions Options(K8sCacheClientOptions options)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (options.CaFile is { } authorities)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.ImportFromPemFile(authorities);
        }

        return new SslClientAuthenticationOptions
        {
            TargetHost = options.SslHost ?? HostOf(options.Address),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateChainPolicy = policy,
            ClientCertificateContext = options.CertFile is { } file ? Own(file, options.KeyFile!) : null,
        };
    }

    /// <summary>The host that the first address names.</summary>
    private static string HostOf(string addresses) =>
        K8sCacheClientOptionsValidator.TryAddresses(addresses, out var found, out _)
            ? found[0].EndPoint switch
            {
                DnsEndPoint name => name.Host,
                IPEndPoint address => address.Address.ToString(),
                _ => "",
            }
            : "";

    private static SslStreamCertificateContext Own(string certFile, string keyFile)
    {
        using var ephemeral = X509Certificate2.CreateFromPemFile(certFile, keyFile);
        // Some platforms' TLS can't use keys that live in memory only; a PKCS #12 round trip works on all.
        var certificate = X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certFile);
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }
}
