using System.Net.Security;
using K8sCache.Resp;

namespace K8sCache.Testing.Client;

/// <summary>How a <see cref="RespClient"/> connects, and how long it waits.</summary>
public sealed record RespClientOptions
{
    public required TimeProvider Time { get; init; }

    public RespVersion Version { get; init; } = RespVersion.Resp2;

    /// <summary>How the connection is encrypted; null = it is not.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>Sent with AUTH (or HELLO) right after connecting, if set.</summary>
    public string? Password { get; init; }

    /// <summary>For the password; the default user if null.</summary>
    public string? UserName { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From a request's sending to its reply.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public RespLimits Limits { get; init; } = RespLimits.Default;

    /// <summary>Hears out-of-band messages; on the receiving task, so it must be quick.</summary>
    public Action<RespValue>? OnPush { get; init; }
}
