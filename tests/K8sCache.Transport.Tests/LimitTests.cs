using System.Buffers;
using System.Net.Sockets;
using System.Text;
using K8sCache.Resp;

namespace K8sCache.Transport.Tests;

public sealed class LimitTests
{
    [Fact]
    public async Task Connections_beyond_the_limit_are_told_so()
    {
        await using var fixture = new LoopFixture(listen: new ListenOptions { MaxConnections = 2 });
        using var one = await fixture.ConnectAsync();
        var two = await fixture.ConnectAsync();
        await Eventually.True(() => fixture.Handlers.Count == 2, "both are accepted");
        using var three = await fixture.ConnectAsync();
        Assert.Equal(
            "-ERR max number of clients reached\r\n", Encoding.ASCII.GetString(await LoopFixture.ReceiveAsync(three, 100)));
        Assert.Equal(1, fixture.Listener.RefusedCount);

        two.Dispose();
        await Eventually.True(() => fixture.Listener.ConnectionCount == 1, "a place is free");
        using var four = await fixture.ConnectAsync();
        await four.SendAsync("x"u8.ToArray());
        Assert.Equal("x"u8.ToArray(), await LoopFixture.ReceiveAsync(four, 1));
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_not_read_from_until_it_does()
    {
        const int ReplyBytes = 10_000;
        var answered = 0;
        await using var fixture = new LoopFixture(
            configure: options => options with { OutputHighWaterBytes = 100_000, OutputLowWaterBytes = 50_000 },
            makeHandler: () => new ScriptedHandler
            {
                OnData = (connection, data) =>
                {
                    var consumed = 0;
                    while (consumed < data.Length && !connection.IsOutputBlocked)
                    {
                        connection.Output.Write(new byte[ReplyBytes]);
                        consumed++;
                        answered++;
                    }

                    return consumed;
                },
            });
        using var socket = await fixture.ConnectAsync();
        const int Requests = 5000;
        await socket.SendAsync(new byte[Requests]);
        var handler = await fixture.HandlerAsync();
        var connection = await handler.Connected;

        await Eventually.True(() => connection.IsOutputBlocked, "the output is blocked");
        var pending = await fixture.InLoopAsync(() => connection.PendingOutputBytes);
        Assert.InRange(pending, 1, 100_000 + ReplyBytes);
        Assert.InRange(answered, 1, Requests - 1);

        var received = await LoopFixture.ReceiveAsync(socket, Requests * ReplyBytes);
        Assert.Equal(Requests * ReplyBytes, received.Length);
        Assert.Equal(Requests, answered);
        Assert.Contains("drained", handler.Events);
    }

    [Fact]
    public async Task Long_bytes_are_not_all_sent_while_their_owner_waits()
    {
        const int Long = 16 << 20;
        var pending = 0L;
        await using var fixture = new LoopFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) =>
            {
                new RespWriter(connection.Output, RespVersion.Resp2).WriteRaw(new byte[Long]);
                pending = connection.PendingOutputBytes;
                return data.Length;
            },
        });
        using var socket = await fixture.ConnectAsync();
        for (var round = 0; round < 3; round++)
        {
            await socket.SendAsync("x"u8.ToArray());
            Assert.Equal(Long, (await LoopFixture.ReceiveAsync(socket, Long)).Length);
            Assert.InRange(pending, Long - ILargeOutput.SentAtOnceBytesMax, Long);
        }
    }

    [Fact]
    public async Task A_client_that_never_reads_is_closed_at_the_limit()
    {
        await using var fixture = new LoopFixture(
            configure: options => options with { OutputLimitBytes = 20_000_000 },
            makeHandler: () => new ScriptedHandler
            {
                OnData = (connection, data) =>
                {
                    while (connection.IsOpen)
                    {
                        connection.Output.Write(new byte[100_000]);
                        connection.Flush();
                    }

                    return data.Length;
                },
            });
        using var socket = await fixture.ConnectAsync();
        await socket.SendAsync("x"u8.ToArray());
        var handler = await fixture.HandlerAsync();
        Assert.IsType<ConnectionLimitException>(await Eventually.Within(handler.Closed));
    }

    [Fact]
    public async Task A_closing_connection_that_is_not_read_ends_at_the_timeout()
    {
        await using var fixture = new LoopFixture(
            configure: options => options with { CloseTimeout = TimeSpan.FromMilliseconds(100) },
            makeHandler: () => new ScriptedHandler
            {
                OnData = (connection, data) =>
                {
                    connection.Output.Write(new byte[50_000_000]);
                    connection.Close();
                    return data.Length;
                },
            });
        using var socket = await fixture.ConnectAsync();
        await socket.SendAsync("x"u8.ToArray());
        await Eventually.Within((await fixture.HandlerAsync()).Closed);
    }

    [Fact]
    public async Task A_busy_connection_does_not_starve_another()
    {
        await using var fixture = new LoopFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) => data[0] == 'x' ? ScriptedHandler.Echo(connection, data) : data.Length,
        });
        using var busy = await fixture.ConnectAsync();
        using var stop = new CancellationTokenSource();
        var flood = FloodAsync(busy, stop.Token);
        using var other = await fixture.ConnectAsync();
        for (var i = 0; i < 100; i++)
        {
            await other.SendAsync("x"u8.ToArray());
            Assert.Single(await LoopFixture.ReceiveAsync(other, 1));
        }

        await stop.CancelAsync();
        await flood;
    }

    private static async Task FloodAsync(Socket socket, CancellationToken stop)
    {
        var data = new byte[1 << 20];
        try
        {
            while (true)
                await socket.SendAsync(data, stop);
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }
}
