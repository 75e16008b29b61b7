namespace K8sCache.Transport.Epoll;

/// <summary>A connection's life, in order; none is ever returned to.</summary>
internal enum ConnectionState
{
    Connecting,
    Open,

    /// <summary>Close was called: pending output is still to be sent.</summary>
    Closing,

    /// <summary>
    /// Everything is sent and our side is shut; input is read and dropped until the peer closes too. Closing with unread
    /// input would reset the connection and could take the last replies with it.
    /// </summary>
    Lingering,
    Closed,
}
