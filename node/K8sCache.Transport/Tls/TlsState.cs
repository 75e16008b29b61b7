namespace K8sCache.Transport.Tls;

/// <summary>An encrypted connection's life, in order; none is ever returned to.</summary>
internal enum TlsState
{
    /// <summary>Connecting, or in the handshake.</summary>
    Opening,
    Open,

    /// <summary>Close was called: what is pending is still to be encrypted and taken by the connection below.</summary>
    Closing,

    /// <summary>Nothing is left to be done here, whatever the connection below is still at.</summary>
    Closed,
}
