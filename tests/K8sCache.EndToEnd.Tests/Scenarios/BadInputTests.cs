using System.Net.Sockets;
using System.Text;
using K8sCache.EndToEnd.Tests.Harness;

namespace K8sCache.EndToEnd.Tests.Scenarios;

/// <summary>Bytes no client should send, and many connections that send none: the others must not notice.</summary>
public sealed class BadInputTests
{
    private const int IdleConnections = 1_000;

    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    public async Task Garbage_gets_an_error_and_the_others_go_on(string kind)
    {
        await using var server = await StandaloneServer.StartAsync(kind);
        using var bystander = await RespConnection.OpenAsync("127.0.0.1", server.Port);
        Assert.Equal("+OK", await bystander.SendAsync("SET", "k", "v"));
        (string Sent, string Answer)[] cases =
        [
            ("*1\r\n$999999999999\r\n", "-ERR Protocol error: invalid bulk length"),
            ("*99999999999\r\n", "-ERR Protocol error: invalid multibulk length"),
            ("*1\r\n:5\r\n", "-ERR Protocol error: expected '$', got ':'"),
            ("*1\r\n$-5\r\n", "-ERR Protocol error: invalid bulk length"),
            ("GET \"unbalanced\r\n", "-ERR Protocol error: unbalanced quotes in request"),
        ];
        foreach (var (sent, answer) in cases)
        {
            using var client = await RespConnection.OpenAsync("127.0.0.1", server.Port);
            Assert.Equal(answer, await client.SendRawAsync(Encoding.UTF8.GetBytes(sent)));
            Assert.Equal("", await client.ReadLineAsync());
        }
        Assert.Equal("$1 v", await bystander.SendAsync("GET", "k"));
    }

    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    public async Task Random_bytes_never_take_the_server_down(string kind)
    {
        await using var server = await StandaloneServer.StartAsync(kind);
        var random = new Random(20261122);
        for (var i = 0; i < 200; i++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", server.Port, TestContext.Current.CancellationToken);
            var bytes = new byte[random.Next(1, 4096)];
            random.NextBytes(bytes);
            try
            {
                await client.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
                continue; // Closed on us already, which is its right.
            }
        }
        using var after = await RespConnection.OpenAsync("127.0.0.1", server.Port);
        Assert.Equal("+PONG", await after.SendAsync("PING"));
        Assert.False(server.Program.HasExited, server.Program.Output);
    }

    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    public async Task Half_a_request_waits_for_its_rest(string kind)
    {
        await using var server = await StandaloneServer.StartAsync(kind);
        using var client = await RespConnection.OpenAsync("127.0.0.1", server.Port);
        await client.WriteAsync("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\nhe"u8.ToArray());
        using var other = await RespConnection.OpenAsync("127.0.0.1", server.Port);
        Assert.Equal("$-1", await other.SendAsync("GET", "k"));
        Assert.Equal("+OK", await client.SendRawAsync("llo\r\n"u8.ToArray()));
        Assert.Equal("$5 hello", await other.SendAsync("GET", "k"));
    }

    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    public async Task Idle_connections_are_held_and_cost_the_others_nothing(string kind)
    {
        await using var server = await StandaloneServer.StartAsync(kind);
        var idle = new List<TcpClient>();
        try
        {
            for (var i = 0; i < IdleConnections; i++)
            {
                var client = new TcpClient();
                idle.Add(client);
                await client.ConnectAsync("127.0.0.1", server.Port, TestContext.Current.CancellationToken);
            }
            using var busy = await RespConnection.OpenAsync("127.0.0.1", server.Port);
            for (var i = 0; i < 100; i++)
            {
                Assert.Equal("+OK", await busy.SendAsync("SET", $"k{i}", "v"));
            }
            await idle[^1].GetStream().WriteAsync("PING\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            var pong = new byte[7];
            await idle[^1].GetStream().ReadExactlyAsync(pong, TestContext.Current.CancellationToken);
            Assert.Equal("+PONG\r\n"u8.ToArray(), pong);
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
        }
    }
}
