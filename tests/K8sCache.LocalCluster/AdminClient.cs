using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace K8sCache.LocalCluster;

/// <summary>Makes HTTP clients of the cluster's admin.</summary>
internal static class AdminClient
{
    public static HttpClient Create(Uri server, string authorityPem, string token)
    {
        var authority = X509Certificate2.CreateFromPem(authorityPem);
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { authority },
        };
        return new HttpClient(handler)
        {
            BaseAddress = server,
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
    }
}
