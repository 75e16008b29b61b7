using System.Globalization;
using k8s;

namespace K8sCache.Kubernetes.Configuration;

/// <summary>How a pod reaches its cluster: environment variables and the service account's mounted files.</summary>
/// <remarks>The package's own knows one folder only, and trusts its token for a minute after it was refused.</remarks>
public static class InClusterConfiguration
{
    /// <summary>Names another directory than the standard one for token, <c>ca.crt</c> and namespace.</summary>
    public const string DirectoryVariable = "K8SCACHE_SERVICEACCOUNT_DIR";

    private const string StandardDirectory = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const string HostVariable = "KUBERNETES_SERVICE_HOST";
    private const string PortVariable = "KUBERNETES_SERVICE_PORT";

    private static string Directory =>
        Environment.GetEnvironmentVariable(DirectoryVariable) is { Length: > 0 } other ? other : StandardDirectory;

    /// <summary>Whether this process runs in a pod with a service account.</summary>
    public static bool IsAvailable =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(HostVariable))
        && File.Exists(Path.Combine(Directory, "token"));

    /// <exception cref="KubernetesConfigurationException">Not in a pod, or its files can't be used.</exception>
    public static KubernetesClientConfiguration Load(TimeProvider timeProvider)
    {
        var host = Environment.GetEnvironmentVariable(HostVariable);
        var port = Environment.GetEnvironmentVariable(PortVariable);
        if (string.IsNullOrEmpty(host) || !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new KubernetesConfigurationException($"Not in a pod: {HostVariable} and {PortVariable} are not set.");

        var namespaceFile = Path.Combine(Directory, "namespace");
        return new KubernetesClientConfiguration
        {
            // An IPv6 address needs brackets in a URL, which the builder gives it.
            Host = new UriBuilder(Uri.UriSchemeHttps, host, number).Uri.AbsoluteUri,
            Namespace = File.Exists(namespaceFile) ? File.ReadAllText(namespaceFile).Trim() : "default",
            SslCaCerts = Certificates.LoadAuthorities(Path.Combine(Directory, "ca.crt")),
            TokenProvider = new TokenFileCredentials(Path.Combine(Directory, "token"), timeProvider),
        }.WithOurDefaults();
    }
}
