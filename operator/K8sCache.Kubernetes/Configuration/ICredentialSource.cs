using System.Security.Cryptography.X509Certificates;
using k8s.Authentication;

namespace K8sCache.Kubernetes.Configuration;

/// <summary>Who the client is: asked before every request, so that credentials may rotate.</summary>
/// <remarks>
/// More than the package's provider, which has to be waited for until it finds by the system's clock that its token is old,
/// knows no refusal, and gives no certificate. Its header is null where a certificate, or nothing, identifies the client.
/// </remarks>
public interface ICredentialSource : ITokenProvider
{
    /// <summary>The certificate to offer on new connections, as of the last header.</summary>
    X509Certificate2? ClientCertificate { get; }

    /// <summary>
    /// The server answered 401. True if another try may fare better, because the credentials are fetched anew.
    /// </summary>
    bool Invalidate();
}
