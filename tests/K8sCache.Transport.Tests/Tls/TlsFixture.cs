using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using K8sCache.Transport.Tls;

namespace K8sCache.Transport.Tests.Tls;

/// <summary>Loops that listen with TLS, an authority that made the certificate, and clients that trust it.</summary>
internal sealed class TlsFixture : IAsyncDisposable
{
    public TlsFixture(
        int loops = 1,
        Func<EventLoopOptions, EventLoopOptions>? configure = null,
        Func<ScriptedHandler>? makeHandler = null,
        Action<SslServerAuthenticationOptions>? configureTls = null,
        TimeSpan? handshakeTimeout = null,
        int maxConnections = 10_000)
    {
        ServerOptions = MakeServerOptions(TestCertificates.Issue(Authority));
        configureTls?.Invoke(ServerOptions);
        Tls = new TlsServer(() => ServerOptions)
        {
            HandshakeTimeout = handshakeTimeout ?? TimeSpan.FromSeconds(60),
            OnFailure = (reason, _, message) => Failures.Enqueue((reason, message)),
        };
        Loops = new LoopFixture(
            loops, configure, makeHandler, new ListenOptions { Tls = Tls, MaxConnections = maxConnections });
    }

    public X509Certificate2 Authority { get; } = TestCertificates.Authority();

    public SslServerAuthenticationOptions ServerOptions { get; set; }

    public TlsServer Tls { get; }

    public LoopFixture Loops { get; }

    public ConcurrentQueue<(TlsFailure Reason, string Message)> Failures { get; } = new();

    public static SslServerAuthenticationOptions MakeServerOptions(X509Certificate2 certificate) => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(certificate, [], offline: true),
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        AllowRenegotiation = false,
    };

    public SslClientAuthenticationOptions ClientOptions(SslProtocols protocols = SslProtocols.Tls12 | SslProtocols.Tls13) => new()
    {
        TargetHost = "localhost",
        EnabledSslProtocols = protocols,
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { Authority },
        },
    };

    /// <summary>The handshake done.</summary>
    public async Task<SslStream> OpenAsync(
        SslClientAuthenticationOptions? options = null, Func<Stream, Stream>? between = null)
    {
        Stream network = new NetworkStream(await Loops.ConnectAsync(), ownsSocket: true);
        var stream = new SslStream(between?.Invoke(network) ?? network);
        try
        {
            await Eventually.Within(stream.AuthenticateAsClientAsync(options ?? ClientOptions()));
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    public Task FailedAsync(TlsFailure reason) => Eventually.True(
        () => Tls.Counters.FailuresFor(reason) == 1, $"a handshake fails for {reason}; {string.Join(", ", Failures)}");

    /// <summary>So many bytes, or fewer at the end.</summary>
    public static async Task<byte[]> ReadAsync(Stream stream, int bytes)
    {
        var buffer = new byte[bytes];
        var read = await Eventually.Within(stream.ReadAtLeastAsync(buffer, bytes, throwOnEndOfStream: false).AsTask());
        return buffer[..read];
    }

    public static async Task<string> ReadTextAsync(Stream stream, int bytes) =>
        Encoding.ASCII.GetString(await ReadAsync(stream, bytes));

    public ValueTask DisposeAsync() => Loops.DisposeAsync();
}
