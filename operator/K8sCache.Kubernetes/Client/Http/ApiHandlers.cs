using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using k8s;
using K8sCache.Kubernetes.Configuration;
using Microsoft.Extensions.Logging;

namespace K8sCache.Kubernetes.Client.Http;

/// <summary>Builds the chain a request passes through: rate, credentials, TLS and sockets.</summary>
internal static class ApiHandlers
{
    public static HttpMessageHandler Create(
        KubernetesClientConfiguration configuration, ClientLimits limits, TimeProvider timeProvider, ILogger logger)
    {
        var bucket = new TokenBucket(limits.RequestsPerSecond, limits.Burst, timeProvider);
        var credentials = configuration.TokenProvider as ICredentialSource ?? new StaticCredentials(configuration);
        var authentication = new AuthenticationHandler(credentials, CreateSockets(configuration, credentials, limits));
        return new ThrottlingHandler(bucket, timeProvider, logger, authentication);
    }

    private static SocketsHttpHandler CreateSockets(
        KubernetesClientConfiguration configuration, ICredentialSource credentials, ClientLimits limits)
    {
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = limits.MaxConnections,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            AutomaticDecompression = DecompressionMethods.GZip,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            // A peer that vanished without a FIN must not leave a watch waiting for ever.
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            ConnectCallback = ConnectAsync,
            SslOptions = CreateTls(configuration, credentials),
        };
        configuration.FirstMessageHandlerSetup?.Invoke(handler);
        return handler;
    }

    /// <summary>Connects with TCP keep-alive on: what HTTP/2's pings do, for HTTP/1.1.</summary>
    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SslClientAuthenticationOptions CreateTls(
        KubernetesClientConfiguration configuration, ICredentialSource credentials)
    {
        var options = new SslClientAuthenticationOptions
        {
            LocalCertificateSelectionCallback = (_, _, _, _, _) => credentials.ClientCertificate!,
        };
        if (configuration.SkipTlsVerify)
        {
#pragma warning disable CA5359 // The user asked for it: insecure-skip-tls-verify.
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        // Not the package's callback: it takes whatever name the certificate says, if only the chain holds.
        else if (configuration.SslCaCerts is { Count: > 0 } authorities)
            options.CertificateChainPolicy = TrustOnly(authorities);
        return options;
    }

    private static X509ChainPolicy TrustOnly(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // Cluster authorities publish no revocation lists.
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
