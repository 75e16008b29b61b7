using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using k8s;

namespace K8sCache.Kubernetes.Configuration;

/// <summary>What the package's configuration itself holds: a token or its provider, a user and password, a certificate.</summary>
internal sealed class StaticCredentials(KubernetesClientConfiguration configuration) : ICredentialSource
{
    private readonly k8s.Authentication.ServiceClientCredentials? _header = k8s.Kubernetes.CreateCredentials(configuration);

    public X509Certificate2? ClientCertificate { get; } = Certificates.OfClient(configuration);

    public async Task<AuthenticationHeaderValue?> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        if (_header is null)
            return null;
        using var request = new HttpRequestMessage();
        await _header.ProcessHttpRequestAsync(request, cancellationToken);
        return request.Headers.Authorization;
    }

    public bool Invalidate() => false;
}
