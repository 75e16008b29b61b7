namespace K8sCache.Transport;

/// <summary>
/// What happens on one connection, told on its loop's thread. An exception thrown by any of these closes the
/// connection with that exception as the reason.
/// </summary>
public interface IConnectionHandler
{
    /// <summary>The connection is open: accepted, or connected to.</summary>
    void OnConnected(Connection connection);

    /// <summary>
    /// Bytes have arrived. Called again with the unconsumed rest and more behind it when more arrives, and when
    /// reading goes on after <see cref="Connection.ResumeReading"/> or after the output has drained.
    /// </summary>
    /// <returns>How many bytes, from the start of <paramref name="data"/>, are done with.</returns>
    int OnReceived(Connection connection, ReadOnlySpan<byte> data);

    /// <summary>
    /// The peer will send no more (it closed, or half-closed and still reads). Whoever owes it replies may write them
    /// first and close afterwards.
    /// </summary>
    void OnInputEnded(Connection connection) => connection.Close();

    /// <summary>Pending output fell below the low-water mark after having passed the high-water mark.</summary>
    void OnDrained(Connection connection);

    /// <summary>
    /// The loop's turn ends and this connection received or wrote something in it. Its output is flushed right after
    /// this, also what this call writes.
    /// </summary>
    void OnBatchEnd(Connection connection);

    /// <summary>The connection is gone; the last call. The reason is null after an orderly close by either side.</summary>
    void OnClosed(Connection connection, Exception? reason);
}
