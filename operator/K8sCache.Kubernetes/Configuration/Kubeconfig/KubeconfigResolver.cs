using System.Text;

namespace K8sCache.Kubernetes.Configuration.Kubeconfig;

/// <summary>Turns one context of a kubeconfig into a client configuration.</summary>
internal static class KubeconfigResolver
{
    /// <param name="file">A file, or several merged.</param>
    /// <param name="contextName">Null: the file's current context.</param>
    /// <param name="timeProvider">Clock of credentials that expire.</param>
    /// <exception cref="KubernetesConfigurationException">An entry is missing or unusable.</exception>
    public static KubernetesClientConfiguration Resolve(KubeconfigFile file, string? contextName, TimeProvider timeProvider)
    {
        var name = contextName ?? file.CurrentContext;
        if (string.IsNullOrEmpty(name))
            throw new KubernetesConfigurationException("The kubeconfig has no current-context; name one.");

        var context = file.Contexts?.FirstOrDefault(entry => entry.Name == name)?.Context
            ?? throw new KubernetesConfigurationException($"The kubeconfig has no context '{name}'.");
        var cluster = file.Clusters?.FirstOrDefault(entry => entry.Name == context.Cluster)?.Cluster
            ?? throw new KubernetesConfigurationException($"Context '{name}': no cluster '{context.Cluster}'.");
        var user = string.IsNullOrEmpty(context.User)
            ? new KubeconfigUser()
            : file.Users?.FirstOrDefault(entry => entry.Name == context.User)?.User
                ?? throw new KubernetesConfigurationException($"Context '{name}': no user '{context.User}'.");

        return new KubernetesClientConfiguration
        {
            Server = ParseUri(cluster.Server, $"cluster '{context.Cluster}': server"),
            Namespace = string.IsNullOrEmpty(context.Namespace) ? "default" : context.Namespace,
            CertificateAuthorities = Authorities(cluster, context.Cluster),
            SkipTlsVerify = cluster.InsecureSkipTlsVerify,
            TlsServerName = string.IsNullOrEmpty(cluster.TlsServerName) ? null : cluster.TlsServerName,
            Proxy = string.IsNullOrEmpty(cluster.ProxyUrl)
                ? null
                : ParseUri(cluster.ProxyUrl, $"cluster '{context.Cluster}': proxy-url"),
            Credentials = Credentials(user, context.User ?? "", cluster, timeProvider),
        };
    }

    private static ICredentialSource Credentials(
        KubeconfigUser user, string name, KubeconfigCluster cluster, TimeProvider timeProvider)
    {
        var certificate = ReadPem(user.ClientCertificateData, user.ClientCertificate, $"user '{name}': client-certificate");
        var key = ReadPem(user.ClientKeyData, user.ClientKey, $"user '{name}': client-key");
        var client = certificate is null || key is null
            ? null
            : Certificates.ParseClientCertificate(certificate, key, $"user '{name}'");

        if (user.TokenFile is not null)
            return new TokenFileCredentials(user.TokenFile, timeProvider, client);
        if (!string.IsNullOrEmpty(user.Token))
            return StaticCredentials.Bearer(user.Token, client);
        if (!string.IsNullOrEmpty(user.Username))
            return StaticCredentials.Basic(user.Username, user.Password ?? "", client);
        if (user.Exec is not null)
            return new ExecCredentials(user.Exec, cluster, timeProvider);
        return new StaticCredentials(null, client);
    }

    private static IReadOnlyList<System.Security.Cryptography.X509Certificates.X509Certificate2> Authorities(
        KubeconfigCluster cluster, string name)
    {
        var origin = $"cluster '{name}': certificate-authority";
        var pem = ReadPem(cluster.CertificateAuthorityData, cluster.CertificateAuthority, origin);
        return pem is null ? [] : Certificates.ParseAuthorities(pem, origin);
    }

    /// <summary>Inline data wins over a file, as in kubectl.</summary>
    private static string? ReadPem(string? base64, string? path, string origin)
    {
        try
        {
            if (!string.IsNullOrEmpty(base64))
                return Encoding.UTF8.GetString(Convert.FromBase64String(base64));
            return string.IsNullOrEmpty(path) ? null : File.ReadAllText(path);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new KubernetesConfigurationException($"{origin}: {error.Message}", error);
        }
    }

    private static Uri ParseUri(string? text, string origin) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
            ? uri
            : throw new KubernetesConfigurationException($"{origin}: '{text}' is no URL.");
}
