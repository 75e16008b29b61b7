using System.Collections.Concurrent;
using System.Text;
using K8sCache.Resp;

namespace K8sCache.Transport.Tests;

/// <summary>A handler that records what it is told, and does what the test says on receipt.</summary>
internal sealed class ScriptedHandler : IConnectionHandler
{
    private readonly TaskCompletionSource<Connection> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception?> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public delegate int Receive(Connection connection, ReadOnlySpan<byte> data);

    /// <summary>Default: consume everything and send it back.</summary>
    public Receive OnData { get; set; } = Echo;

    public Action<Connection>? InputEnded { get; set; }

    public Action<Connection>? BatchEnd { get; set; }

    public Task<Connection> Connected => _connected.Task;

    public Task<Exception?> Closed => _closed.Task;

    public ConcurrentQueue<string> Events { get; } = new();

    public static int Echo(Connection connection, ReadOnlySpan<byte> data)
    {
        new RespWriter(connection.Output, RespVersion.Resp2).WriteRaw(data);
        return data.Length;
    }

    public void OnConnected(Connection connection)
    {
        Events.Enqueue("connected");
        _connected.TrySetResult(connection);
    }

    public int OnReceived(Connection connection, ReadOnlySpan<byte> data)
    {
        if (data.Length < 100)
            Events.Enqueue("received " + Encoding.Latin1.GetString(data));
        return OnData(connection, data);
    }

    public void OnInputEnded(Connection connection)
    {
        Events.Enqueue("input ended");
        if (InputEnded is null)
            connection.Close();
        else
            InputEnded(connection);
    }

    public void OnDrained(Connection connection) => Events.Enqueue("drained");

    public void OnBatchEnd(Connection connection)
    {
        Events.Enqueue("batch end");
        BatchEnd?.Invoke(connection);
    }

    public void OnClosed(Connection connection, Exception? reason)
    {
        Events.Enqueue("closed");
        _closed.TrySetResult(reason);
    }
}
