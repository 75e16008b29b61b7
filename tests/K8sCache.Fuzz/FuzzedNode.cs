using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;
using K8sCache.Node;
using K8sCache.Node.Configuration;
using K8sCache.Resp;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Fuzz;

/// <summary>One node in this process that inputs are sent to, each on an empty cache and in either version of the protocol.</summary>
internal sealed class FuzzedNode : IDisposable
{
    private const int ReceiveTimeoutMs = 20_000;

    private static readonly Lazy<FuzzedNode> Node = new(() => new FuzzedNode());

    private readonly NodeServer _server;
    private readonly Lock _gate = new();
    private readonly byte[] _buffer = new byte[1 << 20];
    private Socket? _socket;

    [SuppressMessage("Usage", "VSTHRD002", Justification = "Targets are synchronous, and nothing waits for this thread.")]
    private FuzzedNode()
    {
        var options = new NodeOptions
        {
            Name = "fuzzed",
            Bind = IPAddress.Loopback,
            Port = 0,
            AdminPort = 0,
            PeerPort = 0,
            MemoryBytes = 64 << 20,
            MaxBulkBytes = 1 << 20,
            Threads = 1,
        };
        _server = Task.Run(() => NodeServer.StartAsync(
            options, TimeProvider.System, NullLogger.Instance, CancellationToken.None)).GetAwaiter().GetResult();
    }

    /// <summary>Made by the first input; it serves until the process ends.</summary>
    public static FuzzedNode Shared => Node.Value;

    public void Check(byte[] input)
    {
        lock (_gate)
        {
            try
            {
                var requests = CountRequests(input);
                Exchange(Encoding.ASCII.GetBytes($"HELLO {2 + (input.Length % 2)}\r\nFLUSHALL\r\n"), 2);
                Exchange(input, requests);
                Ensure.Equal("+PONG\r\n", Exchange("PING\r\n"u8.ToArray(), 1), "the answer to a PING behind it");
            }
            catch
            {
                _socket?.Dispose();
                _socket = null;
                throw;
            }
        }
    }

    public void Dispose() => _socket?.Dispose();

    private static int CountRequests(byte[] input)
    {
        var parser = new RespRequestParser(RespLimits.Default);
        var count = 0;
        for (var rest = input.AsSpan(); !rest.IsEmpty; count++)
        {
            Ensure.Equal(RespStatus.Done, parser.TryParse(rest, out var used, out _), "the input's own requests");
            rest = rest[used..];
        }

        return count;
    }

    /// <summary>Sends all, and takes that many replies and not a byte more. The last one.</summary>
    private string Exchange(byte[] bytes, int replies)
    {
        var socket = _socket ??= Connect();
        // Far less than what the sockets between take, so it does not wait for the replies to be read.
        socket.Send(bytes);
        var scanner = new RespReplyScanner(RespLimits.Default);
        var filled = 0;
        var last = "";
        while (replies > 0)
        {
            var status = scanner.TryScan(_buffer.AsSpan(0, filled), out var length);
            Ensure.That(status != RespStatus.Invalid, "a reply is malformed");
            if (status == RespStatus.Done)
            {
                last = Encoding.Latin1.GetString(_buffer, 0, Math.Min(length, 100));
                _buffer.AsSpan(length..filled).CopyTo(_buffer);
                filled -= length;
                replies--;
                continue;
            }

            Ensure.That(filled < _buffer.Length, "a reply is longer than all that was sent");
            var received = socket.Receive(_buffer, filled, _buffer.Length - filled, SocketFlags.None);
            Ensure.That(received > 0, $"the node closed with {replies} replies to come");
            filled += received;
        }

        Ensure.Equal(0, filled, "bytes behind the last reply");
        return last;
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = ReceiveTimeoutMs,
        };
        socket.Connect(_server.EndPoint);
        return socket;
    }
}
