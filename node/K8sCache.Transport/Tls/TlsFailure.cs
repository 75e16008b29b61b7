namespace K8sCache.Transport.Tls;

/// <summary>Why a TLS handshake came to nothing; the names are labels of a metric, so none is ever renamed.</summary>
public enum TlsFailure
{
    /// <summary>The peer did not speak TLS at all.</summary>
    PlainText,

    /// <summary>No common version or cipher, or bytes that break the protocol.</summary>
    Protocol,

    /// <summary>The peer's certificate is missing where one is required, or not trusted.</summary>
    Certificate,

    /// <summary>The peer gave up and said why: most often it does not trust our certificate.</summary>
    PeerRefused,

    /// <summary>The peer closed the connection in the middle.</summary>
    Closed,

    /// <summary>It took longer than the deadline.</summary>
    Timeout,

    /// <summary>More bytes than a handshake may have.</summary>
    TooLarge,

    /// <summary>As many handshakes as a loop may have open were open.</summary>
    Busy,
}
