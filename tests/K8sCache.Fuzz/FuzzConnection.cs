using System.Net;
using System.Net.Sockets;
using K8sCache.Resp;

namespace K8sCache.Fuzz;

/// <summary>A connection that sends inputs and takes exactly as many replies as they ask for.</summary>
internal sealed class FuzzConnection : IDisposable
{
    private const int ReceiveTimeoutMs = 20_000;

    private readonly byte[] _buffer = new byte[1 << 20];
    private readonly Socket _socket;

    public FuzzConnection(IPEndPoint endPoint)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = ReceiveTimeoutMs,
        };
        _socket.Connect(endPoint);
    }

    public static int CountRequests(ReadOnlySpan<byte> input)
    {
        var parser = new RespRequestParser(RespLimits.Default);
        var count = 0;
        for (var rest = input; !rest.IsEmpty; count++)
        {
            Ensure.Equal(RespStatus.Done, parser.TryParse(rest, out var used, out _), "the input's own requests");
            rest = rest[used..];
        }

        return count;
    }

    /// <summary>Sends all, and takes that many replies and not a byte more.</summary>
    public List<byte[]> Exchange(ReadOnlySpan<byte> bytes, int count)
    {
        // Far less than what the sockets between take, so it does not wait for the replies to be read.
        _socket.Send(bytes);
        var scanner = new RespReplyScanner(RespLimits.Default);
        var replies = new List<byte[]>(count);
        var filled = 0;
        while (replies.Count < count)
        {
            var status = scanner.TryScan(_buffer.AsSpan(0, filled), out var length);
            Ensure.That(status != RespStatus.Invalid, "a reply is malformed");
            if (status == RespStatus.Done)
            {
                replies.Add(_buffer[..length]);
                _buffer.AsSpan(length..filled).CopyTo(_buffer);
                filled -= length;
                continue;
            }

            Ensure.That(filled < _buffer.Length, "a reply is longer than all that was sent");
            var received = _socket.Receive(_buffer, filled, _buffer.Length - filled, SocketFlags.None);
            Ensure.That(received > 0, $"closed with {count - replies.Count} replies to come");
            filled += received;
        }

        Ensure.Equal(0, filled, "bytes behind the last reply");
        return replies;
    }

    public void Dispose() => _socket.Dispose();
}
