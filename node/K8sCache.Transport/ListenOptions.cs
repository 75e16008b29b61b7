using K8sCache.Resp;
using K8sCache.Transport.Tls;

namespace K8sCache.Transport;

/// <summary>Limits of one listening endpoint.</summary>
public sealed record ListenOptions
{
    /// <summary>
    /// Open connections beyond this, or beyond what the process's limit of open files leaves, are answered with
    /// <see cref="RefusalReply"/> and closed.
    /// </summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>Connections the kernel may hold before they are accepted.</summary>
    public int Backlog { get; init; } = 511;

    /// <summary>What a refused connection is sent.</summary>
    public ReadOnlyMemory<byte> RefusalReply { get; init; } = RespLiterals.MaxClientsReached.ToArray();

    /// <summary>How connections are encrypted; null = they are not. A refused one is then closed without a word.</summary>
    public TlsServer? Tls { get; init; }
}
