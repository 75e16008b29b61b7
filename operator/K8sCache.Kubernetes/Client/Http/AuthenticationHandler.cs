using System.Net;
using K8sCache.Kubernetes.Configuration;

namespace K8sCache.Kubernetes.Client.Http;

/// <summary>Adds the credentials, and once tries fresh ones when the server doesn't take them.</summary>
internal sealed class AuthenticationHandler(ICredentialSource credentials, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = await credentials.GetAuthenticationHeaderAsync(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !credentials.Invalidate())
            return response;

        response.Dispose();
        request.Headers.Authorization = await credentials.GetAuthenticationHeaderAsync(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
