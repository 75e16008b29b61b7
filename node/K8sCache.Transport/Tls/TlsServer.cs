using System.Net;
using System.Net.Security;

namespace K8sCache.Transport.Tls;

/// <summary>How connections that a <see cref="Listener"/> accepts are encrypted.</summary>
/// <param name="options">
/// Called for each connection, so that new ones get a new certificate. The same object as long as nothing changed: the
/// runtime keeps what it derives from it.
/// </param>
public sealed class TlsServer(Func<SslServerAuthenticationOptions> options)
{
    public Func<SslServerAuthenticationOptions> Options { get; } = options;

    public TlsCounters Counters { get; init; } = new();

    /// <summary>From the accepted connection to the end of its handshake.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Hears of handshakes that failed, on the loop's thread: why, of whom, and what there is to say.</summary>
    public Action<TlsFailure, EndPoint?, string>? OnFailure { get; init; }
}
