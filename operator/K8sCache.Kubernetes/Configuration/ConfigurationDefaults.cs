using System.Reflection;
using k8s;

namespace K8sCache.Kubernetes.Configuration;

/// <summary>What every configuration that is found here has in common.</summary>
internal static class ConfigurationDefaults
{
    /// <summary>How long a call may take, watches apart.</summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    public static KubernetesClientConfiguration WithOurDefaults(this KubernetesClientConfiguration configuration)
    {
        var program = Assembly.GetEntryAssembly()?.GetName();
        configuration.UserAgent = $"{program?.Name ?? "k8scache"}/{program?.Version?.ToString(3) ?? "0.0.0"}";
        configuration.HttpClientTimeout = RequestTimeout;
        return configuration;
    }
}
