using K8sCache.Node.Tests.Harness;

namespace K8sCache.Node.Tests.Sessions;

public sealed class TransactionTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public Task Transactions_are_as_in_redis(int version) => RedisComparison.RunAsync(
        """
        a: EXEC
        a: DISCARD
        a: UNWATCH
        a: MULTI
        a: EXEC
        a: MULTI
        a: MULTI
        a: WATCH k
        a: SET k 1
        a: INCR k
        a: HSET k f v
        a: GET none
        a: PING
        b: GET k
        a: EXEC
        b: GET k
        a: MULTI
        a: SET k
        a: SET k 5
        a: EXEC
        a: EXEC
        a: GET k
        a: MULTI
        a: NOSUCH k
        a: EXEC
        a: MULTI
        a: SET k 6
        a: DISCARD
        a: GET k
        a: DISCARD
        a: MULTI
        a: SELECT 3
        a: CLIENT SETNAME x
        a: CLIENT GETNAME
        a: ECHO "a b"
        a: HELLO x
        a: EXEC
        a: MULTI
        a: EXEC x
        a: EXEC
        a: MULTI
        a: RESET
        a: EXEC
        """,
        version);

    [Theory]
    [InlineData("b: SET k 2")]
    [InlineData("b: SET k 1")]
    [InlineData("b: DEL k")]
    [InlineData("b: DEL l")]
    [InlineData("b: EXPIRE k 100")]
    [InlineData("b: APPEND k x")]
    [InlineData("b: FLUSHALL")]
    [InlineData("b: GET k")]
    [InlineData("b: SET other 2")]
    [InlineData("b: SET missing 2")]
    [InlineData("b: SET k 2 NX")]
    [InlineData("a: SET k 3")]
    [InlineData("a: UNWATCH\nb: SET k 3")]
    [InlineData("a: DISCARD\nb: SET k 3")]
    [InlineData("a: MULTI\na: DISCARD\nb: SET k 3")]
    [InlineData("a: MULTI\na: EXEC\nb: SET k 3")]
    [InlineData("b: SET missing 2\nb: DEL missing")]
    [InlineData("b: DEL k\nb: SET k 1")]
    [InlineData("b: FLUSHALL\nb: SET k 1")]
    [InlineData("a: WATCH k\nb: SET k 3")]
    [InlineData("a: WATCH other\nb: SET k 3")]
    [InlineData("b: WATCH k\nb: SET k 3\nb: MULTI\nb: SET k 4\nb: EXEC")]
    [InlineData("a: RESET\nb: SET k 3")]
    public Task A_watched_key_decides_as_in_redis(string meanwhile) => RedisComparison.RunAsync(
        $"""
        a: SET k 1
        a: WATCH k missing
        {meanwhile}
        a: MULTI
        a: INCR k
        a: INCR n
        a: EXEC
        a: GET k
        b: SET k 9
        a: MULTI
        a: GET k
        a: EXEC
        """);

    [Fact]
    public async Task A_watched_key_that_expires_aborts()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        // There after it was watched, so there when it was.
        await Eventually.True(
            async () =>
            {
                await client.AskAsync("UNWATCH");
                await client.AskAsync("SET k 1 PX 100");
                await client.AskAsync("WATCH k");
                return await client.AskAsync("EXISTS k") == ":1\r\n";
            },
            "it is watched before it expires");
        await Eventually.True(async () => await client.AskAsync("EXISTS k") == ":0\r\n", "it expired");
        await client.AskAsync("MULTI");
        await client.AskAsync("PING");
        Assert.Equal("*-1\r\n", await client.AskAsync("EXEC"));
    }

    [Fact]
    public async Task Nobody_sees_half_a_transaction()
    {
        const int Rounds = 500;
        await using var node = await TestNode.StartAsync(configure: options => options with { Threads = 4 });
        var writers = Enumerable.Range(0, 3).Select(async writer =>
        {
            using var client = await RawClient.ConnectAsync(node.EndPoint);
            for (var round = 0; round < Rounds; round++)
            {
                string[] commands = ["MULTI", $"SET a {writer}-{round}", "INCR n", $"SET b {writer}-{round}", "EXEC"];
                await client.SendAsync(commands.SelectMany(RawClient.Encode).ToArray());
                for (var i = 0; i < 5; i++)
                    Assert.NotNull(await client.ReadReplyAsync());
            }
        });
        using var reader = await RawClient.ConnectAsync(node.EndPoint);
        var writing = Task.WhenAll(writers);
        while (!writing.IsCompleted)
        {
            string[] commands = ["MULTI", "GET a", "GET b", "EXEC"];
            await reader.SendAsync(commands.SelectMany(RawClient.Encode).ToArray());
            for (var i = 0; i < 3; i++)
                await reader.ReadReplyAsync();
            var both = (await reader.ReadTextAsync())!.Split("\r\n");
            Assert.True(both[1] == "$-1" || both[2] == both[4], string.Join(' ', both));
        }

        await writing;
        Assert.Equal($"${$"{3 * Rounds}".Length}\r\n{3 * Rounds}\r\n", await reader.AskAsync("GET n"));
    }
}
