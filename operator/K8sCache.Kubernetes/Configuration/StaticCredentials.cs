using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace K8sCache.Kubernetes.Configuration;

/// <summary>Credentials that never change: a token, a user and password, a client certificate, or none.</summary>
public sealed class StaticCredentials(AuthenticationHeaderValue? header, X509Certificate2? certificate) : ICredentialSource
{
    public static StaticCredentials None { get; } = new(null, null);

    public X509Certificate2? ClientCertificate { get; } = certificate;

    public static StaticCredentials Bearer(string token, X509Certificate2? certificate = null) =>
        new(new AuthenticationHeaderValue("Bearer", token), certificate);

    public static StaticCredentials Basic(string user, string password, X509Certificate2? certificate = null) => new(
        new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))),
        certificate);

    public ValueTask<AuthenticationHeaderValue?> GetHeaderAsync(CancellationToken cancellationToken) => new(header);

    public bool Invalidate() => false;
}
