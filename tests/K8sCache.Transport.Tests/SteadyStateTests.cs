using System.Net.Sockets;
using K8sCache.Commands;
using K8sCache.Resp;

namespace K8sCache.Transport.Tests;

/// <summary>A loop that parses, looks up and answers, as a node's does, allocates nothing per request.</summary>
public sealed class SteadyStateTests
{
    private const int Rounds = 2000;
    private const int Pipeline = 16;

    [Fact]
    public async Task A_request_allocates_nothing()
    {
        var handler = new PingHandler();
        await using var group = EventLoopGroup.Start(
            new EventLoopOptions { Time = TimeProvider.System, LoopCount = 1, Name = "steady" });
        await using var listener = group.Listen(new(System.Net.IPAddress.Loopback, 0), _ => handler);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(listener.EndPoint);
        var requests = Enumerable.Repeat("*1\r\n$4\r\nPING\r\n"u8.ToArray(), Pipeline).SelectMany(x => x).ToArray();

        await RunAsync(socket, requests);
        var warm = handler.AllocatedBytes;
        await RunAsync(socket, requests);
        Assert.Equal(2 * Rounds * Pipeline, handler.Requests);
        Assert.InRange(handler.AllocatedBytes - warm, 0, Rounds / 10);
    }

    private static async Task RunAsync(Socket socket, byte[] requests)
    {
        for (var i = 0; i < Rounds; i++)
        {
            await socket.SendAsync(requests);
            await LoopFixture.ReceiveAsync(socket, Pipeline * RespLiterals.Pong.Length);
        }
    }

    private sealed class PingHandler : IConnectionHandler
    {
        private readonly RespRequestParser _parser = new(RespLimits.Default);
        private long _allocatedBytes;

        public int Requests { get; private set; }

        /// <summary>All that the loop's thread has allocated, as of the last batch.</summary>
        public long AllocatedBytes => Volatile.Read(ref _allocatedBytes);

        public void OnConnected(Connection connection)
        {
        }

        public int OnReceived(Connection connection, ReadOnlySpan<byte> data)
        {
            var at = 0;
            var writer = new RespWriter(connection.Output, RespVersion.Resp2);
            while (_parser.TryParse(data[at..], out var consumed, out var request) == RespStatus.Done)
            {
                at += consumed;
                if (CommandTable.Default.Resolve(request, out var command) == CommandLookup.Found && command!.Id == CommandId.Ping)
                    writer.WriteRaw(RespLiterals.Pong);
                Requests++;
            }

            return at;
        }

        public void OnDrained(Connection connection)
        {
        }

        public void OnBatchEnd(Connection connection) =>
            Volatile.Write(ref _allocatedBytes, GC.GetAllocatedBytesForCurrentThread());

        public void OnClosed(Connection connection, Exception? reason)
        {
        }
    }
}
