using K8sCache.Node.Configuration;
using K8sCache.Node.Tests.Harness;
using K8sCache.Serving.Clients;

namespace K8sCache.Node.Tests.Sessions;

public sealed class ClientTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public Task Connections_are_asked_for_as_in_redis(int version) => RedisComparison.RunAsync(
        """
        a: CLIENT KILL 1 2
        a: CLIENT KILL ID abc
        a: CLIENT KILL ID 0
        a: CLIENT KILL FOO bar
        a: CLIENT KILL TYPE foo
        a: CLIENT KILL SKIPME maybe
        a: CLIENT KILL ID 99999
        a: CLIENT KILL ADDR 1.2.3.4:5
        a: CLIENT KILL 1.2.3.4:5
        a: CLIENT KILL USER nobody
        a: CLIENT KILL TYPE pubsub
        a: CLIENT KILL ID
        a: CLIENT PAUSE abc
        a: CLIENT PAUSE -1
        a: CLIENT PAUSE 10 foo
        a: CLIENT UNPAUSE
        a: CLIENT UNBLOCK abc
        a: CLIENT UNBLOCK 1 foo
        a: CLIENT UNBLOCK 999
        a: CLIENT LIST TYPE foo
        a: CLIENT LIST TYPE pubsub
        a: CLIENT LIST ID abc
        a: CLIENT LIST foo
        a: CLIENT NO-EVICT foo
        a: CLIENT NO-EVICT on
        a: CLIENT KILL TYPE normal SKIPME yes
        a: PING
        """,
        version);

    [Fact]
    public async Task A_line_tells_what_a_connection_is_at()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        using var other = await RawClient.ConnectAsync(node.EndPoint);
        Assert.Matches("flags=N .* multi=-1 .* cmd=client\\|list .* redir=-1 resp=2", await client.AskAsync("CLIENT LIST"));
        foreach (var command in new[] { "HELLO 3", "CLIENT NO-EVICT ON", "CLIENT TRACKING ON BCAST", "MULTI", "GET k", "GET l" })
            await other.AskAsync(command);
        var id = (await client.AskAsync("CLIENT ID"))!.Trim(':', '\r', '\n');
        var list = await client.AskAsync("CLIENT LIST");
        Assert.Matches("flags=xtBe .* multi=2 .* cmd=get .* redir=0 resp=3", list);
        Assert.Matches("multi-mem=[1-9]", list);
        var one = (await client.AskAsync($"CLIENT LIST ID {id}"))!;
        Assert.Contains($"id={id} ", one, StringComparison.Ordinal);
        Assert.Single(one.Split('\n'), line => line.StartsWith("id=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_killed_connection_closes_the_own_one_after_its_answer()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        using var other = await RawClient.ConnectAsync(node.EndPoint);
        var id = (await other.AskAsync("CLIENT ID"))!.Trim(':', '\r', '\n');
        Assert.Equal(":1\r\n", await client.AskAsync($"CLIENT KILL ID {id}"));
        Assert.Null(await other.ReadReplyAsync());
        Assert.Equal(":1\r\n", await client.AskAsync("CLIENT KILL SKIPME no"));
        Assert.Null(await client.ReadReplyAsync());
        Assert.Equal(1, node.Server.State.Loops.Sum(loop => loop.Counters.ClosedFor(ClosingReason.Killed)));
    }

    [Fact]
    public async Task Writes_wait_while_they_are_paused()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        using var other = await RawClient.ConnectAsync(node.EndPoint);
        await other.AskAsync("PING");
        Assert.Equal("+OK\r\n", await client.AskAsync("CLIENT PAUSE 100000 WRITE"));
        await Eventually.True(
            () => node.Server.State.Clients.Sessions.All(session => session.Is(Node.Sessions.SessionModes.Paused)), "all are paused");
        Assert.Equal("$-1\r\n", await other.AskAsync("GET k"));
        var writing = other.AskAsync("SET k 1");
        Assert.Equal("$-1\r\n", await client.AskAsync("GET k"));
        Assert.False(writing.IsCompleted);
        Assert.Equal("+OK\r\n", await client.AskAsync("CLIENT UNPAUSE"));
        Assert.Equal("+OK\r\n", await writing);
        Assert.Equal("$1\r\n1\r\n", await client.AskAsync("GET k"));
    }

    [Fact]
    public async Task A_pause_of_everything_ends_by_itself()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        Assert.Equal("+OK\r\n", await client.AskAsync("CLIENT PAUSE 50"));
        Assert.Equal("+PONG\r\n", await client.AskAsync("PING"));
    }

    [Fact]
    public async Task An_idle_connection_is_closed()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        Assert.Equal("+OK\r\n", await client.AskAsync("CONFIG SET timeout 1"));
        Assert.Null(await client.ReadReplyAsync());
        Assert.Equal(1, node.Server.State.Loops.Sum(loop => loop.Counters.ClosedFor(ClosingReason.Idle)));
    }

    [Fact]
    public async Task A_connection_that_does_not_read_is_closed_beyond_its_limit()
    {
        await using var node = await TestNode.StartAsync(configure: options => options with
        {
            OutputLimit = new OutputLimit(4 << 20, 0, 0),
        });
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        await client.AskAsync($"SET k {new string('x', 1 << 20)}");
        // One reply of 64 MiB: more than the limit and what the system takes.
        var request = RawClient.Encode("MGET " + string.Join(' ', Enumerable.Repeat("k", 64)));
        await client.SendAsync(request);
        await Eventually.True(
            () => node.Server.State.Loops.Sum(loop => loop.Counters.ClosedFor(ClosingReason.OutputBuffer)) == 1, "it is closed");
    }

    [Fact]
    public async Task More_clients_than_allowed_are_refused_in_redis_words()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        Assert.Equal("+OK\r\n", await client.AskAsync("CONFIG SET maxclients 1"));
        using var refused = await RawClient.ConnectAsync(node.EndPoint);
        Assert.Equal("-ERR max number of clients reached\r\n", await refused.ReadTextAsync());
        Assert.Null(await refused.ReadReplyAsync());
        Assert.Contains("rejected_connections:1", await client.AskAsync("INFO stats"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_beyond_the_query_buffer_closes_the_connection()
    {
        await using var node = await TestNode.StartAsync(configure: options => options with { ClientQueryBufferBytes = 1 << 20 });
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        await client.AskAsync("MULTI");
        var command = RawClient.Encode($"SET k {new string('x', 300_000)}");
        for (var i = 0; i < 5; i++)
            await client.SendAsync(command);
        await Eventually.True(
            () => node.Server.State.Loops.Sum(loop => loop.Counters.ClosedFor(ClosingReason.QueryBuffer)) == 1, "it is closed");
    }
}
