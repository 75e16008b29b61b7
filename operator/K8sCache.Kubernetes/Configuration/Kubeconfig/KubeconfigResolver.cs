using System.Net;
using System.Text;
using k8s;
using k8s.Authentication;
using k8s.KubeConfigModels;

namespace K8sCache.Kubernetes.Configuration.Kubeconfig;

/// <summary>Makes a client's configuration of one context of a kubeconfig.</summary>
/// <remarks>
/// The package's own would run the credential program here and now, and then believe its certificate for ever; of several
/// authorities it would take the first.
/// </remarks>
internal static class KubeconfigResolver
{
    /// <exception cref="KubernetesConfigurationException">Something named is missing, or can't be used.</exception>
    public static KubernetesClientConfiguration Resolve(LoadedKubeconfig file, string? contextName, TimeProvider timeProvider)
    {
        var name = contextName ?? file.CurrentContext;
        if (string.IsNullOrEmpty(name))
            throw new KubernetesConfigurationException("The kubeconfig has no current-context; name one.");
        var context = file.Contexts.FirstOrDefault(entry => entry.Name == name)?.ContextDetails
            ?? throw new KubernetesConfigurationException($"The kubeconfig has no context '{name}'.");
        var cluster = file.Clusters.FirstOrDefault(entry => entry.Name == context.Cluster)?.ClusterEndpoint
            ?? throw new KubernetesConfigurationException($"Context '{name}': no cluster '{context.Cluster}'.");
        var user = string.IsNullOrEmpty(context.User)
            ? new UserCredentials()
            : file.Users.FirstOrDefault(entry => entry.Name == context.User)?.UserCredentials
                ?? throw new KubernetesConfigurationException($"Context '{name}': no user '{context.User}'.");

        var proxy = file.ProxyUrls.GetValueOrDefault(context.Cluster);
        var proxyAddress = proxy is null ? null : ParseUri(proxy, $"cluster '{context.Cluster}': proxy-url");
        var authority = $"cluster '{context.Cluster}': certificate-authority";
        var authorities = Certificates.ReadPem(cluster.CertificateAuthorityData, cluster.CertificateAuthority, authority);
        var configuration = new KubernetesClientConfiguration
        {
            Host = ParseUri(cluster.Server, $"cluster '{context.Cluster}': server").AbsoluteUri,
            Namespace = string.IsNullOrEmpty(context.Namespace) ? "default" : context.Namespace,
            SslCaCerts = authorities is null ? null : Certificates.ParseAuthorities(authorities, authority),
            SkipTlsVerify = cluster.SkipTlsVerify,
            TlsServerName = cluster.TlsServerName,
            FirstMessageHandlerSetup = proxyAddress is null ? null : handler => UseProxy(handler, proxyAddress),
        };
        SetCredentials(
            configuration, user, file.TokenFiles.GetValueOrDefault(context.User ?? ""),
            exec => new ExecCredentials(exec, cluster, proxy, timeProvider), timeProvider);
        return configuration.WithOurDefaults();
    }

    // kubectl's order: a token file goes before a token, and what is said here before a program.
    private static void SetCredentials(
        KubernetesClientConfiguration configuration, UserCredentials user, string? tokenFile,
        Func<ExternalExecution, ITokenProvider> program, TimeProvider timeProvider)
    {
        configuration.ClientCertificateData = Encoded(user.ClientCertificateData, user.ClientCertificate, "client-certificate");
        configuration.ClientCertificateKeyData = Encoded(user.ClientKeyData, user.ClientKey, "client-key");
        var certificate = Certificates.OfClient(configuration);
        if (tokenFile is not null)
            configuration.TokenProvider = new TokenFileCredentials(tokenFile, timeProvider, certificate);
        else if (!string.IsNullOrEmpty(user.Token))
            configuration.AccessToken = user.Token;
        else if (!string.IsNullOrEmpty(user.UserName))
            (configuration.Username, configuration.Password) = (user.UserName, user.Password ?? "");
        else if (user.ExternalExecution is { } exec)
            configuration.TokenProvider = program(NamesItsCommand(exec));
    }

    private static ExternalExecution NamesItsCommand(ExternalExecution exec) => string.IsNullOrEmpty(exec.Command)
        ? throw new KubernetesConfigurationException("A user's exec names no command.")
        : exec;

    private static string? Encoded(string? base64, string? path, string origin) =>
        Certificates.ReadPem(base64, path, origin) is { } pem ? Convert.ToBase64String(Encoding.UTF8.GetBytes(pem)) : null;

    private static void UseProxy(SocketsHttpHandler handler, Uri address)
    {
        handler.Proxy = new WebProxy(address);
        handler.UseProxy = true;
    }

    private static Uri ParseUri(string? text, string origin) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
            ? uri
            : throw new KubernetesConfigurationException($"{origin}: '{text}' is no URL.");
}
