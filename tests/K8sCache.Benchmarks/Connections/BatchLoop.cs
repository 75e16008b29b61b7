using System.Net;
using System.Net.Sockets;
using System.Text;

namespace K8sCache.Benchmarks.Connections;

/// <summary>One connection that sends a batch of pipelined GETs, reads all replies, and sends the next.</summary>
internal sealed class BatchLoop : IDisposable
{
    public const int Depth = 100;
    public const int ValueBytes = 64;

    private static readonly byte[] Batch = Encoding.ASCII.GetBytes(
        string.Concat(Enumerable.Range(0, Depth).Select(i => $"*2\r\n$3\r\nGET\r\n$4\r\nk{i:000}\r\n")));

    private static readonly int ReplyBytes = Depth * $"${ValueBytes}\r\n{new string('x', ValueBytes)}\r\n".Length;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[16 * 1024];

    public async Task ConnectAsync(int port) => await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));

    /// <summary>Runs until told to stop; adds each batch's time in milliseconds to the list.</summary>
    public async Task RunAsync(List<double> milliseconds, TimeProvider time, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var start = time.GetTimestamp();
            await _socket.SendAsync(Batch, SocketFlags.None, CancellationToken.None);
            for (var missing = ReplyBytes; missing > 0;)
            {
                var read = await _socket.ReceiveAsync(_buffer.AsMemory(0, Math.Min(missing, _buffer.Length)), CancellationToken.None);
                if (read == 0)
                    throw new InvalidOperationException("the server closed a connection");
                // Nothing in the values: only an error starts with it, and waiting for the rest of the bytes would never end.
                if (_buffer.AsSpan(0, read).Contains((byte)'-'))
                    throw new InvalidOperationException($"the server answered {Encoding.ASCII.GetString(_buffer, 0, Math.Min(read, 200))}");
                missing -= read;
            }

            milliseconds.Add(time.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    public void Dispose() => _socket.Dispose();
}
