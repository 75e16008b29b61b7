using K8sCache.Node.Tests.Clusters;
using K8sCache.Node.Tests.Harness;
using K8sCache.Topology;

namespace K8sCache.Node.Tests.Sessions;

public sealed class TrackingTests
{
    private const string Invalidated = ">2\r\n$10\r\ninvalidate\r\n";

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public Task What_cannot_be_is_refused_in_redis_words(int version) => RedisComparison.RunAsync(
        """
        a: CLIENT TRACKING maybe
        a: CLIENT TRACKING on FOO
        a: CLIENT TRACKING on PREFIX
        a: CLIENT TRACKING on PREFIX foo
        a: CLIENT TRACKING on REDIRECT x
        a: CLIENT TRACKING on REDIRECT 123456
        a: CLIENT TRACKING on BCAST OPTIN
        a: CLIENT TRACKING on OPTIN OPTOUT
        a: CLIENT TRACKING on BCAST PREFIX foo PREFIX fo
        a: CLIENT GETREDIR
        a: CLIENT TRACKINGINFO
        a: CLIENT CACHING YES
        a: CLIENT TRACKING on
        a: CLIENT GETREDIR
        a: CLIENT TRACKINGINFO
        a: CLIENT TRACKING on BCAST
        a: CLIENT CACHING YES
        a: CLIENT CACHING NO
        a: CLIENT CACHING MAYBE
        a: CLIENT TRACKING off
        a: CLIENT TRACKING on OPTIN NOLOOP
        a: CLIENT TRACKINGINFO
        a: CLIENT CACHING NO
        a: CLIENT CACHING YES
        a: CLIENT TRACKINGINFO
        a: PING
        a: CLIENT TRACKINGINFO
        a: CLIENT TRACKING on OPTOUT
        a: CLIENT TRACKING off
        a: CLIENT TRACKING on BCAST PREFIX foo PREFIX bar
        a: CLIENT TRACKINGINFO
        a: CLIENT TRACKING on BCAST PREFIX fo
        a: CLIENT TRACKING on BCAST PREFIX baz
        a: CLIENT TRACKINGINFO
        a: RESET
        a: CLIENT TRACKINGINFO
        """,
        version);

    [Theory]
    [InlineData("a: CLIENT TRACKING ON\na: GET k\nb: SET k 1\na: <\nb: SET k 2\na: GET k\nb: DEL k\na: <")]
    [InlineData("a: CLIENT TRACKING ON\na: GET k\na: CLIENT TRACKING ON NOLOOP\nb: SET k 1\na: <\na: GET k\na: SET k 2\nb: SET l 1\na: GET l")]
    [InlineData("a: CLIENT TRACKING ON\na: MGET k l m\nb: MSET l 1 k 1\na: <\na: <")]
    [InlineData("a: CLIENT TRACKING ON\na: GET k\na: SET k 1\na: <")]
    [InlineData("a: CLIENT TRACKING ON NOLOOP\na: GET k\na: SET k 1\na: GET k\nb: SET k 2\na: <")]
    [InlineData("a: CLIENT TRACKING ON OPTIN\na: GET k\na: CLIENT CACHING YES\na: GET l\na: GET m\nb: SET k 1\nb: SET m 1\nb: SET l 1\na: <")]
    [InlineData("a: CLIENT TRACKING ON OPTOUT\na: CLIENT CACHING NO\na: GET k\na: GET l\nb: SET k 1\nb: SET l 1\na: <")]
    [InlineData("a: CLIENT TRACKING ON OPTIN\na: CLIENT CACHING YES\na: MULTI\na: GET k\na: GET l\na: EXEC\nb: SET k 1\na: <\nb: SET l 1\na: <")]
    [InlineData("a: CLIENT TRACKING ON\na: GET k\nb: FLUSHALL\na: <")]
    [InlineData("a: CLIENT TRACKING ON BCAST PREFIX k:\nb: SET other 1\nb: SET k:1 1\na: <\na: SET k:2 1\na: <")]
    [InlineData("a: CLIENT TRACKING ON BCAST\nb: SET other 1\na: <\nb: FLUSHALL\na: <")]
    [InlineData("a: CLIENT TRACKING ON BCAST NOLOOP\na: SET k 1\nb: SET l 1\na: <")]
    [InlineData("a: CLIENT TRACKING ON\na: HGETALL h\nb: HSET h f v\na: <\na: HLEN h\nb: EXPIRE h 100\na: <")]
    [InlineData("a: CLIENT TRACKING ON\na: GET k\na: CLIENT TRACKING OFF\nb: SET k 1\na: PING")]
    [InlineData("a: CLIENT TRACKING ON\na: GET k\na: MULTI\na: SET k 1\na: GET k\na: EXEC\na: <")]
    [InlineData("a: CLIENT TRACKING ON\na: GET k\nb: MULTI\nb: INCR k\nb: INCR k\nb: EXEC\na: <\na: PING")]
    public Task Clients_are_told_as_redis_tells_them(string script) => RedisComparison.RunAsync(script, version: 3);

    [Fact]
    public async Task A_key_that_expires_is_told()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await TrackingAsync(node);
        await client.AskAsync("SET k 1 PX 500");
        await client.AskAsync("GET k");
        Assert.Equal(Invalidated + "*1\r\n$1\r\nk\r\n", await client.ReadTextAsync());
    }

    [Fact]
    public async Task A_hash_whose_field_expires_is_told()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await TrackingAsync(node);
        using var writer = await RawClient.ConnectAsync(node.EndPoint);
        await writer.AskAsync("HSET h f 1 g 2");
        await writer.AskAsync("HPEXPIRE h 500 FIELDS 1 f");
        await client.AskAsync("HLEN h");
        Assert.Equal(Invalidated + "*1\r\n$1\r\nh\r\n", await client.ReadTextAsync());
        Assert.Equal(":1\r\n", await client.AskAsync("HLEN h"));
    }

    [Fact]
    public async Task A_lower_bound_makes_the_table_smaller_at_once()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await TrackingAsync(node);
        for (var i = 0; i < 5_000; i++)
            await client.AskAsync($"GET k{i}");
        using var other = await RawClient.ConnectAsync(node.EndPoint);
        Assert.Equal("+OK\r\n", await other.AskAsync("CONFIG SET tracking-table-max-keys 10"));
        var told = 0;
        while (told < 4_990)
        {
            var push = await client.ReadTextAsync();
            Assert.StartsWith(Invalidated, push, StringComparison.Ordinal);
            told += push!.Split("\r\n").Count(line => line.StartsWith('k'));
        }

        Assert.Equal(10, node.Server.State.Changes.Table.Counts.Keys);
    }

    [Fact]
    public async Task A_key_that_is_evicted_is_told()
    {
        await using var node = await TestNode.StartAsync(configure: options => options with { MemoryBytes = 4 << 20 });
        using var client = await TrackingAsync(node);
        using var writer = await RawClient.ConnectAsync(node.EndPoint);
        await writer.AskAsync("SET first 1");
        await client.AskAsync("GET first");
        var value = new string('x', 10_000);
        var told = client.ReadTextAsync();
        // Each is read, too, or what came once would go first.
        for (var i = 0; i < 5_000 && !told.IsCompleted; i++)
        {
            await writer.AskAsync($"SET k{i} {value}");
            for (var reads = 0; reads < 3; reads++)
                await writer.AskAsync($"GET k{i}");
        }

        Assert.Equal(Invalidated + "*1\r\n$5\r\nfirst\r\n", await told);
    }

    [Fact]
    public async Task The_table_is_bounded()
    {
        await using var node = await TestNode.StartAsync(configure: options => options with { TrackingTableMaxKeys = 10 });
        using var client = await TrackingAsync(node);
        for (var i = 0; i < 10; i++)
            await client.AskAsync($"GET k{i}");
        Assert.Equal("_\r\n", await client.AskAsync("GET k10"));
        Assert.StartsWith(Invalidated + "*1\r\n$2\r\nk", await client.ReadTextAsync(), StringComparison.Ordinal);
        Assert.Equal(10, node.Server.State.Changes.Table.Counts.Keys);
    }

    [Fact]
    public async Task Readers_of_a_key_nobody_writes_are_forgotten_when_they_are_gone()
    {
        await using var node = await TestNode.StartAsync();
        using var stays = await TrackingAsync(node);
        await stays.AskAsync("GET k");
        for (var i = 0; i < 40; i++)
        {
            using (var passes = await TrackingAsync(node))
                await passes.AskAsync("GET k");
            await Eventually.True(() => node.Server.State.Clients.Count == 1, "it is gone");
        }

        Assert.InRange(node.Server.State.Changes.Table.Counts.Items, 1, 8);
    }

    [Fact]
    public async Task A_redirection_to_a_connection_that_is_gone_is_told()
    {
        await using var node = await TestNode.StartAsync();
        var other = await RawClient.ConnectAsync(node.EndPoint);
        await other.AskAsync("HELLO 3");
        var id = (await other.AskAsync("CLIENT ID"))!.Trim(':', '\r', '\n');
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        await client.AskAsync("HELLO 3");
        Assert.Equal("+OK\r\n", await client.AskAsync($"CLIENT TRACKING ON REDIRECT {id}"));
        Assert.Equal($":{id}\r\n", await client.AskAsync("CLIENT GETREDIR"));
        await client.AskAsync("GET k");
        await client.AskAsync("SET k 1");
        Assert.Equal(Invalidated + "*1\r\n$1\r\nk\r\n", await other.ReadTextAsync());
        other.Dispose();
        await Eventually.True(() => node.Server.State.Clients.Count == 1, "the other is gone");
        await client.AskAsync("GET k");
        await client.AskAsync("SET k 2");
        Assert.Equal($">2\r\n$21\r\ntracking-redir-broken\r\n:{id}\r\n", await client.ReadTextAsync());
    }

    [Fact]
    public async Task Reads_on_a_copy_are_told_of_the_primarys_writes_and_of_lost_slots()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await cluster.ApplyAsync(cluster.Everywhere((0, CopyState.InSync), (1, CopyState.InSync)));
        using var reader = await TrackingAsync(cluster[1]);
        await reader.AskAsync("READONLY");
        await reader.AskAsync("GET k");
        using var writer = await RawClient.ConnectAsync(cluster[0].EndPoint);
        Assert.Equal("+OK\r\n", await writer.AskAsync("SET k 1"));
        Assert.Equal(Invalidated + "*1\r\n$1\r\nk\r\n", await reader.ReadTextAsync());
        Assert.Equal("$1\r\n1\r\n", await reader.AskAsync("GET k"));
        await cluster.ApplyAsync(cluster.Everywhere((0, CopyState.InSync)));
        Assert.Equal(Invalidated + "*1\r\n$1\r\nk\r\n", await reader.ReadTextAsync());
    }

    private static async Task<RawClient> TrackingAsync(TestNode node)
    {
        var client = await RawClient.ConnectAsync(node.EndPoint);
        await client.AskAsync("HELLO 3");
        Assert.Equal("+OK\r\n", await client.AskAsync("CLIENT TRACKING ON"));
        return client;
    }
}
