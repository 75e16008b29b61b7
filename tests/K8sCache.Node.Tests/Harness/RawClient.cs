using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using K8sCache.Resp;

namespace K8sCache.Node.Tests.Harness;

/// <summary>Sends bytes as they are and cuts what comes back into replies, bytes as they are.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket;
    private byte[] _received = new byte[64 * 1024];
    private int _count;
    private RespReplyScanner _scanner = new(RespLimits.Default);

    private RawClient(Socket socket) => _socket = socket;

    public static async Task<RawClient> ConnectAsync(EndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endPoint);
        return new RawClient(socket);
    }

    public static byte[] Encode(params IReadOnlyList<byte[]> arguments)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new RespWriter(output, RespVersion.Resp2);
        writer.WriteArrayHeader(arguments.Count);
        foreach (var argument in arguments)
            writer.WriteBulkString(argument);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Encode(string command) =>
        Encode([.. command.Split(' ').Select(Encoding.Latin1.GetBytes)]);

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await _socket.SendAsync(bytes)..];
    }

    /// <summary>One reply; null when the other end closed instead.</summary>
    public async Task<byte[]?> ReadReplyAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var status = _scanner.TryScan(_received.AsSpan(0, _count), out var length);
            Assert.NotEqual(RespStatus.Invalid, status);
            if (status == RespStatus.Done)
            {
                var reply = _received[..length];
                _received.AsSpan(length.._count).CopyTo(_received);
                _count -= length;
                return reply;
            }

            if (_count == _received.Length)
                Array.Resize(ref _received, _count * 2);
            var read = await _socket.ReceiveAsync(_received.AsMemory(_count), limit.Token);
            if (read == 0)
                return null;
            _count += read;
        }
    }

    public async Task<string?> AskAsync(string command)
    {
        await SendAsync(Encode(command));
        return await ReadTextAsync();
    }

    public async Task<string?> ReadTextAsync() =>
        await ReadReplyAsync() is { } reply ? Encoding.Latin1.GetString(reply) : null;

    /// <summary>Sends no more, and still reads.</summary>
    public void EndInput() => _socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => _socket.Dispose();
}
