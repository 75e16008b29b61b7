using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using K8sCache.Transport.Epoll;

namespace K8sCache.Transport.Tests;

public sealed class ConnectTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task What_is_written_before_it_is_connected_arrives(string host)
    {
        await using var fixture = new LoopFixture();
        var received = new StringBuilder();
        var client = new ScriptedHandler
        {
            OnData = (_, data) =>
            {
                received.Append(Encoding.ASCII.GetString(data));
                return data.Length;
            },
        };
        EndPoint endPoint = host == "127.0.0.1"
            ? fixture.Listener.EndPoint
            : new DnsEndPoint(host, fixture.Listener.EndPoint.Port);
        var connection = await fixture.InLoopAsync(() =>
        {
            var opening = fixture.Loop.Connect(endPoint, client, Patience);
            opening.Output.Write("early "u8);
            return opening;
        });
        await Eventually.Within(client.Connected);
        await fixture.InLoopAsync(() =>
        {
            connection.Output.Write("late"u8);
            return 0;
        });
        await Eventually.True(() => received.ToString() == "early late", "the echo");
        await fixture.InLoopAsync(() =>
        {
            connection.Close();
            return 0;
        });
        Assert.Null(await Eventually.Within(client.Closed));
    }

    [Fact]
    public async Task A_refused_connection_is_closed_with_the_reason()
    {
        await using var fixture = new LoopFixture();
        await fixture.Listener.DisposeAsync();
        var client = new ScriptedHandler();
        await fixture.InLoopAsync(() => fixture.Loop.Connect(fixture.Listener.EndPoint, client, Patience));
        var reason = Assert.IsType<SocketException>(await Eventually.Within(client.Closed));
        Assert.Equal(SocketError.ConnectionRefused, reason.SocketErrorCode);
        Assert.Contains(fixture.Listener.EndPoint.ToString(), reason.Message, StringComparison.Ordinal);
        Assert.False(client.Connected.IsCompleted);
        Assert.Equal(0, fixture.Group.ConnectionCount);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_a_reason_too()
    {
        await using var fixture = new LoopFixture();
        var client = new ScriptedHandler();
        await fixture.InLoopAsync(
            () => fixture.Loop.Connect(new DnsEndPoint("no-such-host.invalid", 1), client, TimeSpan.FromMilliseconds(500)));
        Assert.NotNull(await Eventually.Within(client.Closed));
    }

    [Fact]
    public async Task A_silent_address_times_out()
    {
        // A listener whose queue is full neither accepts nor refuses.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var endPoint = (IPEndPoint)listener.LocalEndPoint!;
        await using var fixture = new LoopFixture();
        var clients = Enumerable.Range(0, 8).Select(_ => new ScriptedHandler()).ToList();
        foreach (var client in clients)
            await fixture.InLoopAsync(() => fixture.Loop.Connect(endPoint, client, TimeSpan.FromMilliseconds(100)));
        await Eventually.True(() => clients.Any(client => client.Closed.IsCompleted), "a timeout");
        var reason = await clients.First(client => client.Closed.IsCompleted).Closed;
        Assert.Contains(endPoint.ToString(), Assert.IsType<TimeoutException>(reason).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_that_met_itself_is_told_apart()
    {
        // Bound to a port and connected to the same one: what the kernel does by chance when it retries a dead server.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Connect(socket.LocalEndPoint!);
        Assert.True(new NativeSocket((int)socket.SafeHandle.DangerousGetHandle()).IsConnectedToItself);
    }

    [Fact]
    public async Task Closing_before_it_is_connected_is_quiet()
    {
        await using var fixture = new LoopFixture();
        var client = new ScriptedHandler();
        await fixture.InLoopAsync(() =>
        {
            var connection = fixture.Loop.Connect(fixture.Listener.EndPoint, client, Patience);
            connection.Close();
            Assert.False(connection.IsOpen);
            connection.Output.Write("dropped"u8);
            Assert.Equal(0, connection.PendingOutputBytes);
            return connection;
        });
        Assert.Null(await Eventually.Within(client.Closed));
        Assert.Equal(["closed"], client.Events);
    }

    /// <summary>Were replies not read while requests are pending, each end would wait for the other to read.</summary>
    [Fact]
    public async Task A_blocked_connection_to_a_server_still_reads_its_replies()
    {
        const int Requests = 1_000_000;
        const int ReplyBytes = 20;
        long answered = 0;
        await using var fixture = new LoopFixture(
            configure: options => options with { OutputHighWaterBytes = 100_000, OutputLowWaterBytes = 50_000 },
            makeHandler: () => new ScriptedHandler
            {
                OnData = (connection, data) =>
                {
                    var consumed = 0;
                    for (; consumed < data.Length && !connection.IsOutputBlocked; consumed++)
                        connection.Output.Write(new byte[ReplyBytes]);
                    return consumed;
                },
            });
        var client = new ScriptedHandler
        {
            OnData = (_, data) =>
            {
                answered += data.Length;
                return data.Length;
            },
        };
        await fixture.InLoopAsync(() =>
        {
            var connection = fixture.Loop.Connect(fixture.Listener.EndPoint, client, Patience);
            connection.Output.Write(new byte[Requests]);
            return connection.IsOutputBlocked;
        });
        await Eventually.True(() => Volatile.Read(ref answered) == (long)Requests * ReplyBytes, "every reply");
    }
}
