using System.Net.Sockets;
using K8sCache.Resp;

namespace K8sCache.Transport.Tests;

/// <summary>Where there is no memory for what one peer sends or is sent, that one is let go; the loop and the others go on.</summary>
public sealed class NoMemoryTests
{
    // Long input and much output are kept in native buffers: here there are none.
    private const int TooMuch = 1 << 20;

    [Fact]
    public async Task A_request_there_is_no_memory_for_ends_its_connection_only()
    {
        await using var fixture = new LoopFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) => data[0] == 'x' ? ScriptedHandler.Echo(connection, data) : 0,
        });
        await fixture.InLoopAsync(() => fixture.Loop.Buffers.NativeBytesMax = 0);
        using var greedy = await fixture.ConnectAsync();
        var handler = await fixture.HandlerAsync();
        using var other = await fixture.ConnectAsync();
        var sending = SendAsync(greedy, new byte[TooMuch]);
        Assert.IsType<InsufficientMemoryException>(await Eventually.Within(handler.Closed));
        await sending;
        await EchoesAsync(other);
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(TooMuch * 8)]
    public async Task Replies_there_is_no_memory_for_end_their_connection_not_the_one_they_come_over(int pieceBytes)
    {
        Connection? victim = null;
        await using var fixture = new LoopFixture(makeHandler: () => new ScriptedHandler
        {
            OnData = (connection, data) =>
            {
                for (var left = TooMuch * 8; data[0] == 'w' && left > 0; left -= pieceBytes)
                    new RespWriter(victim!.Output, RespVersion.Resp2).WriteRaw(new byte[pieceBytes]);
                return ScriptedHandler.Echo(connection, data);
            },
        });
        await fixture.InLoopAsync(() => fixture.Loop.Buffers.NativeBytesMax = 0);
        using var silent = await fixture.ConnectAsync();
        var handler = await fixture.HandlerAsync();
        victim = await handler.Connected;
        using var other = await fixture.ConnectAsync();
        await other.SendAsync("w"u8.ToArray());
        Assert.Equal("w"u8.ToArray(), await LoopFixture.ReceiveAsync(other, 1));
        Assert.IsType<InsufficientMemoryException>(await Eventually.Within(handler.Closed));
        await EchoesAsync(other);
    }

    private static async Task EchoesAsync(Socket socket)
    {
        await socket.SendAsync("x"u8.ToArray());
        Assert.Equal("x"u8.ToArray(), await LoopFixture.ReceiveAsync(socket, 1));
    }

    // The other side may go in the middle of it.
    private static async Task SendAsync(Socket socket, byte[] data)
    {
        var failed = await Record.ExceptionAsync(async () => await socket.SendAsync(data));
        Assert.True(failed is null or SocketException);
    }
}
