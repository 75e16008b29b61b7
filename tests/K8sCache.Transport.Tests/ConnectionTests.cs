using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace K8sCache.Transport.Tests;

public sealed class ConnectionTests
{
    [Fact]
    public async Task Received_bytes_reach_the_handler_and_its_output_the_peer()
    {
        await using var fixture = new LoopFixture();
        using var socket = await fixture.ConnectAsync();
        await socket.SendAsync("hello"u8.ToArray());
        Assert.Equal("hello"u8.ToArray(), await LoopFixture.ReceiveAsync(socket, 5));

        var handler = await fixture.HandlerAsync();
        var connection = await handler.Connected;
        Assert.Equal(socket.LocalEndPoint, connection.RemoteEndPoint);
        Assert.Equal(socket.RemoteEndPoint, connection.LocalEndPoint);
        socket.Dispose();
        Assert.Null(await Eventually.Within(handler.Closed));
        Assert.Equal(
            ["connected", "batch end", "received hello", "batch end", "input ended", "closed"],
            WithoutRepeats(handler.Events));
    }

    [Fact]
    public async Task An_unconsumed_rest_is_shown_again_with_more_behind_it()
    {
        await using var fixture = new LoopFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) => data.Length < 6 ? 2 : ScriptedHandler.Echo(connection, data),
        });
        using var socket = await fixture.ConnectAsync();
        await socket.SendAsync("abcd"u8.ToArray());
        var handler = await fixture.HandlerAsync();
        await Eventually.True(() => handler.Events.Contains("received abcd"), "the first piece arrives");
        await socket.SendAsync("efghij"u8.ToArray());
        Assert.Equal("cdefghij"u8.ToArray(), await LoopFixture.ReceiveAsync(socket, 8));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(5_000_000)]
    public async Task Input_that_is_consumed_only_whole_arrives_whole(int bytes)
    {
        await using var fixture = new LoopFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) => data.Length < bytes ? 0 : ScriptedHandler.Echo(connection, data),
        });
        using var socket = await fixture.ConnectAsync();
        var payload = new byte[bytes];
        new Random(1).NextBytes(payload);
        for (var round = 0; round < 2; round++)
        {
            var send = socket.SendAsync(payload);
            Assert.Equal(payload, await LoopFixture.ReceiveAsync(socket, bytes));
            await send;
        }
    }

    [Fact]
    public async Task Input_beyond_the_limit_closes_the_connection()
    {
        await using var fixture = new LoopFixture(
            configure: options => options with { InputLimitBytes = 100_000 },
            makeHandler: () => new ScriptedHandler { OnData = (_, _) => 0 });
        using var socket = await fixture.ConnectAsync();
        var sending = socket.SendAsync(new byte[400_000]);
        var handler = await fixture.HandlerAsync();
        Assert.IsType<ConnectionLimitException>(await Eventually.Within(handler.Closed));
        // It may have been closed before all was sent.
        Assert.True(await Record.ExceptionAsync(() => sending) is null or SocketException);
    }

    [Fact]
    public async Task A_throwing_handler_loses_its_connection_only()
    {
        await using var fixture = new LoopFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) => data[0] == '!'
                ? throw new InvalidOperationException("boom")
                : ScriptedHandler.Echo(connection, data),
        });
        using var bad = await fixture.ConnectAsync();
        var handler = await fixture.HandlerAsync();
        using var good = await fixture.ConnectAsync();
        await bad.SendAsync("!"u8.ToArray());
        Assert.Equal("boom", (await Eventually.Within(handler.Closed))!.Message);
        await good.SendAsync("still here"u8.ToArray());
        Assert.Equal("still here"u8.ToArray(), await LoopFixture.ReceiveAsync(good, 10));
    }

    [Fact]
    public async Task Close_sends_what_is_pending_even_with_input_unread()
    {
        await using var fixture = new LoopFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) =>
            {
                connection.Output.Write("-ERR bye\r\n"u8);
                connection.Close();
                return data.Length;
            },
        });
        using var socket = await fixture.ConnectAsync();
        await socket.SendAsync(new byte[1_000_000]);
        Assert.Equal("-ERR bye\r\n", Encoding.ASCII.GetString(await LoopFixture.ReceiveAsync(socket, 100)));
        socket.Dispose();
        var handler = await fixture.HandlerAsync();
        await Eventually.Within(handler.Closed);
    }

    [Fact]
    public async Task Replies_owed_after_the_peer_half_closed_still_arrive()
    {
        await using var fixture = new LoopFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (_, data) => data.Length,
            InputEnded = connection => connection.Loop.Schedule(
                TimeSpan.FromMilliseconds(20),
                static state =>
                {
                    var owing = (Connection)state!;
                    owing.Output.Write("late"u8);
                    owing.Close();
                },
                connection),
        });
        using var socket = await fixture.ConnectAsync();
        await socket.SendAsync("x"u8.ToArray());
        socket.Shutdown(SocketShutdown.Send);
        Assert.Equal("late", Encoding.ASCII.GetString(await LoopFixture.ReceiveAsync(socket, 100)));
        Assert.Null(await Eventually.Within((await fixture.HandlerAsync()).Closed));
    }

    [Fact]
    public async Task Paused_input_waits_until_reading_resumes()
    {
        await using var fixture = new LoopFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) =>
            {
                if (data[0] != 'p')
                    return ScriptedHandler.Echo(connection, data);
                connection.PauseReading();
                return 1;
            },
        });
        using var socket = await fixture.ConnectAsync();
        await socket.SendAsync("pabc"u8.ToArray());
        var handler = await fixture.HandlerAsync();
        var connection = await handler.Connected;
        await Eventually.True(() => handler.Events.Contains("received pabc"), "the pause");
        connection.Loop.Post(_ => connection.ResumeReading(), null);
        Assert.Equal("abc", Encoding.ASCII.GetString(await LoopFixture.ReceiveAsync(socket, 3)));
    }

    [Fact]
    public async Task IPv6_is_served_too()
    {
        await using var fixture = new LoopFixture(address: IPAddress.IPv6Loopback);
        using var socket = await fixture.ConnectAsync();
        await socket.SendAsync("six"u8.ToArray());
        Assert.Equal("six"u8.ToArray(), await LoopFixture.ReceiveAsync(socket, 3));
        var connection = await (await fixture.HandlerAsync()).Connected;
        Assert.Equal(socket.LocalEndPoint, connection.RemoteEndPoint);
    }

    private static List<string> WithoutRepeats(IEnumerable<string> events)
    {
        var result = new List<string>();
        foreach (var item in events)
        {
            if (result.Count == 0 || result[^1] != item)
                result.Add(item);
        }

        return result;
    }
}
