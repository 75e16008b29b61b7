using System.Net.Sockets;
using System.Text;
using K8sCache.Node.Tests.Harness;

namespace K8sCache.Node.Tests.Robustness;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("*1\r\n$99999999999\r\n", "-ERR Protocol error: invalid bulk length\r\n")]
    [InlineData("*99999999999\r\n", "-ERR Protocol error: invalid multibulk length\r\n")]
    [InlineData("*2\r\n$3\r\nGET\r\n:1\r\n", "-ERR Protocol error: expected '$', got ':'\r\n")]
    [InlineData("GET \"unbalanced\r\n", "-ERR Protocol error: unbalanced quotes in request\r\n")]
    public async Task A_broken_request_is_answered_and_its_connection_closed(string request, string error)
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        await client.SendAsync(Encoding.Latin1.GetBytes(request));
        Assert.Equal(error, await client.ReadTextAsync());
        Assert.Null(await client.ReadTextAsync());
    }

    [Fact]
    public async Task Random_bytes_hurt_nobody()
    {
        await using var node = await TestNode.StartAsync();
        using var bystander = await RawClient.ConnectAsync(node.EndPoint);
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            using var client = await RawClient.ConnectAsync(node.EndPoint);
            var garbage = new byte[random.Next(1, 5_000)];
            random.NextBytes(garbage);
            if (round % 2 == 0)
                garbage[0] = (byte)'*';
            try
            {
                await client.SendAsync(garbage);
            }
            catch (SocketException)
            {
                // Closed on us in the middle of it: what one deserves.
            }

            Assert.Equal("+PONG\r\n", await bystander.AskAsync("PING"));
        }

        await Eventually.True(() => node.Server.State.Clients.Count == 1, "all but the bystander are gone");
        Assert.Equal(0, node.Server.State.InFlight);
    }

    [Fact]
    public async Task A_request_may_come_byte_by_byte_and_half_of_one_may_stay()
    {
        await using var node = await TestNode.StartAsync();
        using var half = await RawClient.ConnectAsync(node.EndPoint);
        await half.SendAsync("*3\r\n$3\r\nSET\r\n$1\r\nk"u8.ToArray());
        using var slow = await RawClient.ConnectAsync(node.EndPoint);
        foreach (var one in RawClient.Encode("SET k slowly"))
            await slow.SendAsync(new[] { one });
        Assert.Equal("+OK\r\n", await slow.ReadTextAsync());
        await half.SendAsync("\r\n$5\r\nwhole\r\n"u8.ToArray());
        Assert.Equal("+OK\r\n", await half.ReadTextAsync());
        Assert.Equal("$5\r\nwhole\r\n", await slow.AskAsync("GET k"));
    }

    [Fact]
    public async Task A_claimed_length_takes_no_memory()
    {
        await using var node = await TestNode.StartAsync();
        var clients = new List<RawClient>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 50; i++)
        {
            clients.Add(await RawClient.ConnectAsync(node.EndPoint));
            await clients[i].SendAsync("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$60000000\r\nx"u8.ToArray());
        }

        Assert.Equal("+PONG\r\n", await (await RawClient.ConnectAsync(node.EndPoint)).AskAsync("PING"));
        // Each test client itself has a buffer of 64 KiB.
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 64 << 20);
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_thousand_idle_connections_are_no_burden()
    {
        await using var node = await TestNode.StartAsync();
        var idle = new List<Socket>();
        for (var i = 0; i < 1_000; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(node.EndPoint);
            idle.Add(socket);
        }

        await Eventually.True(() => node.Server.State.Clients.Count == 1_000, "all are accepted");
        await using var client = await node.ConnectAsync();
        Assert.Equal("PONG", (await client.ExecuteAsync("PING")).Text);
        idle.ForEach(socket => socket.Dispose());
        await Eventually.True(() => node.Server.State.Clients.Count == 1, "all but one are gone");
    }

    [Fact]
    public async Task Connections_past_the_limit_are_told_so()
    {
        await using var node = await TestNode.StartAsync(configure: options => options with { MaxClients = 2 });
        using var first = await RawClient.ConnectAsync(node.EndPoint);
        using var second = await RawClient.ConnectAsync(node.EndPoint);
        Assert.Equal("+PONG\r\n", await first.AskAsync("PING"));
        Assert.Equal("+PONG\r\n", await second.AskAsync("PING"));
        using var third = await RawClient.ConnectAsync(node.EndPoint);
        Assert.Equal("-ERR max number of clients reached\r\n", await third.ReadTextAsync());
    }

    [Fact]
    public async Task A_full_node_without_eviction_refuses_writes_and_still_reads()
    {
        await using var node = await TestNode.StartAsync(configure: options => options with
        {
            MemoryBytes = 2 << 20,
            Eviction = Storage.EvictionMode.None,
        });
        await using var client = await node.ConnectAsync();
        var written = 0;
        while (!(await client.ExecuteAsync("SET", $"k{written}", new string('x', 1_000))).IsError)
            written++;
        Assert.InRange(written, 500, 2_100);
        Assert.Equal("OOM command not allowed when used memory > 'maxmemory'.", (await client.ExecuteAsync("SET", "k", new string('x', 1_000))).Text);
        Assert.Equal(1_000, (await client.ExecuteAsync("GET", "k1")).Text.Length);
    }
}
