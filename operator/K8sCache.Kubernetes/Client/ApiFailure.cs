using System.Text.Json;
using K8sCache.Kubernetes.Configuration;

namespace K8sCache.Kubernetes.Client;

/// <summary>Tells what an API server, the network or credentials can do to a call from our own bugs.</summary>
internal static class ApiFailure
{
    /// <summary>Whether whoever runs for ever should log it and try again.</summary>
    public static bool IsExpected(Exception error) =>
        error is ApiException or HttpRequestException or IOException or JsonException
            or UnauthorizedAccessException or KubernetesConfigurationException;
}
