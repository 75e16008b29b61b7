using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace K8sCache.Kubernetes.Configuration;

/// <summary>Who the client is: asked before every request, so that credentials may rotate.</summary>
public interface ICredentialSource
{
    /// <summary>The header to send; null where a certificate, or nothing, identifies the client.</summary>
    ValueTask<AuthenticationHeaderValue?> GetHeaderAsync(CancellationToken cancellationToken);

    /// <summary>The certificate to offer on new connections, as of the last <see cref="GetHeaderAsync"/>.</summary>
    X509Certificate2? ClientCertificate { get; }

    /// <summary>
    /// The server answered 401. True if another try may fare better, because the credentials are fetched anew.
    /// </summary>
    bool Invalidate();
}
