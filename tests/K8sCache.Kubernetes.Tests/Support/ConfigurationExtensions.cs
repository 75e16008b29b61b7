using System.Net;
using k8s;
using K8sCache.Kubernetes.Configuration;

namespace K8sCache.Kubernetes.Tests.Support;

/// <summary>What a client makes of a configuration.</summary>
internal static class ConfigurationExtensions
{
    public static ICredentialSource Credentials(this KubernetesClientConfiguration configuration) =>
        configuration.TokenProvider as ICredentialSource ?? new StaticCredentials(configuration);

    public static Uri? Proxy(this KubernetesClientConfiguration configuration)
    {
        using var handler = new SocketsHttpHandler();
        configuration.FirstMessageHandlerSetup?.Invoke(handler);
        return handler.UseProxy ? (handler.Proxy as WebProxy)?.Address : null;
    }
}
