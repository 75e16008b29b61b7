using System.Net;
using System.Net.Sockets;
using System.Text;
using K8sCache.Testing.Client;

namespace K8sCache.Benchmarks.Connections;

/// <summary>A client that asks for one large value many times over and takes its time reading.</summary>
internal sealed class SlowReader : IDisposable
{
    public const int ValueBytes = 100 * 1024 * 1024;

    private const int Requests = 50;
    private const int BytesPerRead = 64 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = BytesPerRead };

    public long BytesRead { get; private set; }

    /// <summary>Writes the value to the node and connects to the server measured.</summary>
    public async Task ConnectAsync(int nodePort, int serverPort)
    {
        var options = new RespClientOptions { Time = TimeProvider.System, RequestTimeout = TimeSpan.FromSeconds(20) };
        await using (var client = await RespClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, nodePort), options))
        {
            var reply = await client.ExecuteAsync(["SET", "large", new string('x', ValueBytes)]);
            if (reply.IsError)
                throw new InvalidOperationException($"SET of {ValueBytes} bytes: {reply.Text}");
        }

        await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, serverPort));
    }

    public async Task RunAsync(TimeProvider time, CancellationToken stop)
    {
        await _socket.SendAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("*2\r\n$3\r\nGET\r\n$5\r\nlarge\r\n", Requests))));
        var buffer = new byte[BytesPerRead];
        while (!stop.IsCancellationRequested)
        {
            var read = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (read == 0)
                throw new InvalidOperationException("the server closed the slow reader's connection");
            BytesRead += read;
            await Task.Delay(Pause, time, CancellationToken.None);
        }
    }

    public void Dispose() => _socket.Dispose();
}
