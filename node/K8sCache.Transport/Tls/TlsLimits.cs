namespace K8sCache.Transport.Tls;

/// <summary>What bounds handshakes, so that strangers can take neither a loop's time nor its memory.</summary>
internal static class TlsLimits
{
    /// <summary>Bytes a peer may send in one handshake: a chain of a dozen certificates has some 20 KiB.</summary>
    public const int HandshakeBytesMax = 128 * 1024;

    /// <summary>
    /// Handshakes a loop may have begun and not ended; each holds some 50 KiB. A connection that has sent no whole first
    /// message has not begun.
    /// </summary>
    public const int HandshakesPerLoopMax = 256;

    /// <summary>
    /// Time a loop gives to handshakes in a turn, after which further ones wait their turn behind the requests of others.
    /// One step of a handshake takes 0.1 ms to 2 ms, by the kind of key.
    /// </summary>
    public static readonly TimeSpan HandshakeTimePerTurn = TimeSpan.FromMilliseconds(1);
}
