using System.Net;
using System.Net.Sockets;

namespace K8sCache.Benchmarks.Tail;

/// <summary>A connection that is asked for what has come, and never waited for.</summary>
internal sealed class PacedConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Queue<(TimeSpan Due, int ReplyBytes)> _owed = new();
    private int _received;

    public PacedConnection(IPEndPoint server)
    {
        _socket.Connect(server);
        _socket.Blocking = false;
    }

    public bool Owes => _owed.Count > 0;

    public void Send(byte[] request, TimeSpan due, int replyBytes)
    {
        if (_socket.Send(request) != request.Length)
            throw new InvalidOperationException("a server took only a part of a short request");
        _owed.Enqueue((due, replyBytes));
    }

    /// <summary>Answers how many replies were completed.</summary>
    public int Receive(byte[] buffer, Func<TimeSpan> clock, LatencyCounts latencies)
    {
        var received = _socket.Receive(buffer, 0, buffer.Length, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
            return 0;
        if (error != SocketError.Success || received == 0 || buffer[0] == (byte)'-')
            throw new InvalidOperationException($"a server ended a connection, or answered an error ({error})");
        var now = clock();
        _received += received;
        var completed = 0;
        while (_owed.TryPeek(out var next) && _received >= next.ReplyBytes)
        {
            _owed.Dequeue();
            _received -= next.ReplyBytes;
            latencies.Add(now - next.Due);
            completed++;
        }

        return completed;
    }

    public void Dispose() => _socket.Dispose();
}
