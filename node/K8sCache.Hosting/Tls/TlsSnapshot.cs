using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace K8sCache.Hosting.Tls;

/// <summary>What connections are encrypted with from one reading of the files to the next.</summary>
internal sealed class TlsSnapshot
{
    private const SslProtocols Versions = SslProtocols.Tls12 | SslProtocols.Tls13;
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly TlsMaterial _material;
    private readonly TlsTrust _trust;
    private readonly TlsOptions _options;
    private readonly SslStreamCertificateContext _context;
    private readonly SslServerAuthenticationOptions? _anyClient;

    public TlsSnapshot(TlsMaterial material, TlsTrust trust, TlsOptions options)
    {
        _material = material;
        _trust = trust;
        _options = options;

        // Offline: nobody is asked for missing authorities or revocations, least of all by an event loop.
        _context = SslStreamCertificateContext.Create(material.Certificate, material.Intermediates, offline: true);
        if (options.AuthClients == TlsAuthClients.No)
            _anyClient = Server(isCertificateAsked: false);
    }

    public DateTimeOffset ExpiresAt => new(_material.Certificate.NotAfter.ToUniversalTime());

    public string Subject => _material.Certificate.Subject;

    /// <summary>For clients and routers.</summary>
    public SslServerAuthenticationOptions ForClients()
    {
        if (_anyClient is not null)
            return _anyClient;
        var server = Server(isCertificateAsked: true);
        server.RemoteCertificateValidationCallback = (_, shown, chain, errors) => _trust.IsClient(shown, chain, errors);
        return server;
    }

    /// <summary>For other nodes, which always show their certificate: it is the same as ours.</summary>
    public SslServerAuthenticationOptions ForPeers()
    {
        var server = Server(isCertificateAsked: true);
        server.RemoteCertificateValidationCallback = (_, shown, chain, errors) => _trust.IsPeer(shown, chain, errors);
        return server;
    }

    /// <summary>To a node.</summary>
    public SslClientAuthenticationOptions ToPeers() => new()
    {
        TargetHost = _options.PeerName ?? "",
        EnabledSslProtocols = Versions,
        ClientCertificateContext = _context,
        CertificateChainPolicy = Policy(ServerUse),
        AllowRenegotiation = false,
        AllowTlsResume = false,
        RemoteCertificateValidationCallback = (_, shown, chain, errors) => _trust.IsPeer(shown, chain, errors),
    };

    private SslServerAuthenticationOptions Server(bool isCertificateAsked) => new()
    {
        ServerCertificateContext = _context,
        EnabledSslProtocols = Versions,
        AllowRenegotiation = false,

        // A session resumed shows no certificate, and might have been begun at a port that asks for none.
        AllowTlsResume = !isCertificateAsked,
        ClientCertificateRequired = isCertificateAsked,
        CertificateChainPolicy = isCertificateAsked ? Policy(ClientUse) : null,
    };

    /// <summary>One a connection: what the other side sends is added to it.</summary>
    private X509ChainPolicy Policy(string use)
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            ApplicationPolicy = { new Oid(use) },
        };
        if (_material.Authorities is { } authorities)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }

        return policy;
    }
}
