using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using k8s.KubeConfigModels;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Configuration.Kubeconfig;

/// <summary>What a credential program printed: a token, a client certificate, or both.</summary>
internal sealed record ExecCredential(
    AuthenticationHeaderValue? Header, X509Certificate2? Certificate, DateTimeOffset? ExpiresAt)
{
    /// <exception cref="KubernetesConfigurationException">Not an ExecCredential, or an empty one.</exception>
    public static ExecCredential Parse(string json, string command)
    {
        ExecCredentialResponse.ExecStatus? status;
        try
        {
            status = JsonSerializer.Deserialize(json, LibraryTypes.Default.ExecCredentialResponse)?.Status;
        }
        catch (JsonException error)
        {
            throw new KubernetesConfigurationException(
                $"The credential program {command} printed no ExecCredential.", error);
        }

        var header = string.IsNullOrEmpty(status?.Token) ? null : new AuthenticationHeaderValue("Bearer", status.Token);
        var certificate = status?.ClientCertificateData is { } pem && status.ClientKeyData is { } key
            ? Certificates.ParseClientCertificate(pem, key, $"The output of {command}")
            : null;
        return header is null && certificate is null
            ? throw new KubernetesConfigurationException(
                $"The credential program {command} printed neither token nor certificate.")
            : new ExecCredential(header, certificate, status?.ExpirationTimestamp);
    }
}
