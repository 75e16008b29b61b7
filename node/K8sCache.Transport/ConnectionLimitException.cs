namespace K8sCache.Transport;

/// <summary>The reason a connection was closed that went beyond a limit.</summary>
public sealed class ConnectionLimitException(ConnectionLimit limit, string message) : IOException(message)
{
    public ConnectionLimit Limit { get; } = limit;
}
