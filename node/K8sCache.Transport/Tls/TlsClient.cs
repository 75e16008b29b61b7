using System.Net;
using System.Net.Security;

namespace K8sCache.Transport.Tls;

/// <summary>How a connection that we open is encrypted.</summary>
/// <param name="options">Called for each connection, with where it goes.</param>
public sealed class TlsClient(Func<EndPoint, SslClientAuthenticationOptions> options)
{
    public Func<EndPoint, SslClientAuthenticationOptions> Options { get; } = options;

    public TlsCounters Counters { get; init; } = new();
}
