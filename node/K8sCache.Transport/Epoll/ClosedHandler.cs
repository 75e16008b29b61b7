namespace K8sCache.Transport.Epoll;

/// <summary>Stands in where no handler could be made.</summary>
internal sealed class ClosedHandler : IConnectionHandler
{
    public static ClosedHandler Instance { get; } = new();

    public void OnConnected(Connection connection) => connection.Abort();

    public int OnReceived(Connection connection, ReadOnlySpan<byte> data) => data.Length;

    public void OnDrained(Connection connection)
    {
    }

    public void OnBatchEnd(Connection connection)
    {
    }

    public void OnClosed(Connection connection, Exception? reason)
    {
    }
}
