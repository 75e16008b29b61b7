using System.Text.Json.Serialization;

namespace K8sCache.Kubernetes.Configuration.Kubeconfig;

internal sealed record KubeconfigUser
{
    [JsonPropertyName("client-certificate")]
    public string? ClientCertificate { get; init; }

    [JsonPropertyName("client-certificate-data")]
    public string? ClientCertificateData { get; init; }

    [JsonPropertyName("client-key")]
    public string? ClientKey { get; init; }

    [JsonPropertyName("client-key-data")]
    public string? ClientKeyData { get; init; }

    public string? Token { get; init; }

    /// <summary>Read again as it rotates; wins over <see cref="Token"/>, as in kubectl.</summary>
    public string? TokenFile { get; init; }

    public string? Username { get; init; }
    public string? Password { get; init; }
    public KubeconfigExec? Exec { get; init; }
}
