using System.Text;
using K8sCache.Resp;
using K8sCache.Router.Tests.Support;
using K8sCache.Testing.Client;
using K8sCache.Topology;

namespace K8sCache.Router.Tests;

/// <summary>MULTI, EXEC, DISCARD, WATCH and UNWATCH on one slot, over real redis-servers.</summary>
public sealed class TransactionTests : IAsyncLifetime
{
    private readonly List<RedisProcess> _nodes = [];
    private TestRouter _router = null!;

    public async ValueTask InitializeAsync()
    {
        for (var index = 0; index < 2; index++)
            _nodes.Add(await RedisProcess.StartAsync());
        _router = await TestRouter.OverAsync([.. _nodes.Select(node => node.Address)]);
    }

    public async ValueTask DisposeAsync()
    {
        await _router.DisposeAsync();
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }

    [Theory]
    [InlineData(RespVersion.Resp2)]
    [InlineData(RespVersion.Resp3)]
    public async Task Queued_commands_run_together_and_answer_in_order(RespVersion version)
    {
        await using var client = await _router.ConnectAsync(version);
        Assert.Equal("OK", (await client.ExecuteAsync("MULTI")).Text);
        foreach (var command in new string[][] { ["SET", "{t}a", "1"], ["PING"], ["INCR", "{t}a"], ["ECHO", "x"], ["HSET", "{t}h", "f", "v"], ["HGETALL", "{t}h"], ["MGET", "{t}a", "{t}b"], ["GET", "{t}h"] })
            Assert.Equal("QUEUED", (await client.ExecuteAsync(command)).Text);
        var replies = (await client.ExecuteAsync("EXEC")).Items;
        Assert.Equal(["OK", "PONG", "2", "x", "1"], replies.Take(5).Select(reply => reply.Text));
        Assert.Equal(version == RespVersion.Resp3 ? RespPrefix.Map : RespPrefix.Array, replies[5].Type);
        Assert.Equal("2", replies[6].Items[0].Text);
        Assert.StartsWith("WRONGTYPE", replies[7].Text, StringComparison.Ordinal);
        Assert.Equal(8, replies.Count);
        Assert.Equal("2", (await client.ExecuteAsync("GET", "{t}a")).Text);

        await client.ExecuteAsync("MULTI");
        Assert.Empty((await client.ExecuteAsync("EXEC")).Items);
        await client.ExecuteAsync("MULTI");
        await client.ExecuteAsync("PING");
        Assert.Equal("PONG", Assert.Single((await client.ExecuteAsync("EXEC")).Items).Text);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_once_and_nothing_is_run()
    {
        await using var client = await _router.ConnectAsync();
        Assert.Equal("ERR EXEC without MULTI", (await client.ExecuteAsync("EXEC")).Text);
        Assert.Equal("ERR DISCARD without MULTI", (await client.ExecuteAsync("DISCARD")).Text);
        foreach (var (wrong, error) in new (string[], string)[]
        {
            (["SET", "elsewhere", "1"], "CROSSSLOT Keys in request don't hash to the same slot"),
            (["NOPE"], "ERR unknown command 'NOPE', with args beginning with: "),
            (["GET"], "ERR wrong number of arguments for 'get' command"),
            (["DBSIZE"], "ERR a command that asks every node cannot be part of a transaction through a router"),
        })
        {
            await client.ExecuteAsync("MULTI");
            Assert.Equal("QUEUED", (await client.ExecuteAsync("SET", "{t}a", "1")).Text);
            Assert.Equal(error, (await client.ExecuteAsync(wrong)).Text);
            Assert.Equal("EXECABORT Transaction discarded because of previous errors.", (await client.ExecuteAsync("EXEC")).Text);
            Assert.True((await client.ExecuteAsync("GET", "{t}a")).IsNull);
        }

        await client.ExecuteAsync("MULTI");
        Assert.Equal("ERR MULTI calls can not be nested", (await client.ExecuteAsync("MULTI")).Text);
        Assert.Equal("ERR WATCH inside MULTI is not allowed", (await client.ExecuteAsync("WATCH", "a")).Text);
        await client.ExecuteAsync("SET", "{t}a", "1");
        Assert.Equal("OK", (await client.ExecuteAsync("DISCARD")).Text);
        Assert.True((await client.ExecuteAsync("GET", "{t}a")).IsNull);
    }

    [Fact]
    public async Task A_watched_key_that_changed_stops_the_transaction_and_one_that_did_not_does_not()
    {
        await using var client = await _router.ConnectAsync();
        await using var other = await _router.ConnectAsync();
        Assert.Equal("OK", (await client.ExecuteAsync("WATCH", "{t}a", "{t}b")).Text);
        await other.ExecuteAsync("SET", "{t}b", "theirs");
        Assert.True((await RunAsync(client)).IsNull);
        Assert.Single((await RunAsync(client)).Items);

        await client.ExecuteAsync("WATCH", "{t}a");
        Assert.Equal("CROSSSLOT Keys in request don't hash to the same slot", (await client.ExecuteAsync("WATCH", "elsewhere")).Text);
        Assert.Equal("mine", (await client.ExecuteAsync("GET", "{t}a")).Text);
        Assert.Single((await RunAsync(client)).Items);

        await client.ExecuteAsync("WATCH", "{t}a");
        await other.ExecuteAsync("SET", "{t}a", "theirs");
        Assert.Equal("OK", (await client.ExecuteAsync("UNWATCH")).Text);
        Assert.Single((await RunAsync(client)).Items);

        await client.ExecuteAsync("WATCH", "{t}a");
        await other.ExecuteAsync("SET", "{t}a", "theirs");
        await client.ExecuteAsync("RESET");
        Assert.Single((await RunAsync(client)).Items);
    }

    [Fact]
    public async Task All_of_it_may_come_in_one_pipeline()
    {
        using var client = await _router.ConnectRawAsync();
        await client.SendAsync("SET {t}a 1\r\nWATCH {t}a\r\nGET {t}a\r\nMULTI\r\nINCR {t}a\r\nEXEC\r\nGET {t}a\r\nMULTI\r\nINCR {t}a\r\nEXEC\r\nGET {t}a\r\nWATCH {t}a\r\nINCR {t}a\r\nMULTI\r\nINCR {t}a\r\nEXEC\r\nGET {t}a\r\n");
        await client.ExpectAsync(
            "+OK\r\n+OK\r\n$1\r\n1\r\n+OK\r\n+QUEUED\r\n*1\r\n:2\r\n$1\r\n2\r\n+OK\r\n+QUEUED\r\n*1\r\n:3\r\n$1\r\n3\r\n+OK\r\n:4\r\n+OK\r\n+QUEUED\r\n*-1\r\n$1\r\n4\r\n");
    }

    [Fact]
    public async Task Connections_of_clients_that_watch_are_used_again()
    {
        for (var round = 0; round < 40; round++)
        {
            await using var client = await _router.ConnectAsync();
            await client.ExecuteAsync("WATCH", "{t}a");
            if (round % 2 == 0)
                Assert.Single((await RunAsync(client)).Items);
        }

        foreach (var node in _nodes)
        {
            await using var direct = await node.ConnectAsync();
            // Two lanes a loop, this one, and a few that watch: a client's end may be seen after the next one's start.
            Assert.InRange((await direct.ExecuteAsync("CLIENT", "LIST")).Text.Split('\n').Length, 1, 20);
        }
    }

    [Fact]
    public async Task A_watch_that_is_lost_with_its_node_stops_the_transaction()
    {
        await using var client = await _router.ConnectAsync();
        await client.ExecuteAsync("WATCH", "{t}a");
        await client.ExecuteAsync("MULTI");
        await client.ExecuteAsync("SET", "{t}a", "mine");
        var owner = TestRouter.OwnerOf("{t}a", 2);
        await _nodes[owner].DisposeAsync();
        await Eventually.True(async () => !(await _router.StatusAsync()).GetProperty("nodes")[owner].GetProperty("up").GetBoolean(), "it is gone");
        var reply = await client.ExecuteAsync("EXEC");
        Assert.StartsWith($"EXECABORT Transaction discarded because of: node 'n{owner}' (", reply.Text, StringComparison.Ordinal);
        Assert.Equal("PONG", (await client.ExecuteAsync("PING")).Text);
    }

    [Fact]
    public async Task A_watched_slot_that_moves_stops_the_transaction()
    {
        await using var client = await _router.ConnectAsync();
        var owner = TestRouter.OwnerOf("{t}a", 2);
        await client.ExecuteAsync("WATCH", "{t}a");
        await _router.PutAsync(TestRouter.Topology(2, [.. _nodes.Select(node => node.Address)]) with
        {
            Slots = [new SlotRange { From = 0, To = HashSlot.Count - 1, Copies = [new SlotCopy($"n{1 - owner}", CopyState.InSync)] }],
        });
        Assert.Contains("its slot has moved", (await RunAsync(client)).Text, StringComparison.Ordinal);
        Assert.Single((await RunAsync(client)).Items);
        await using var direct = await _nodes[1 - owner].ConnectAsync();
        Assert.Equal("mine", (await direct.ExecuteAsync("GET", "{t}a")).Text);
    }

    [Fact]
    public async Task A_transaction_that_was_sent_is_never_sent_again()
    {
        await using var node = FakeNode.Start();
        node.Override = words => words[0] switch { "MULTI" => "+OK\r\n"u8.ToArray(), "EXEC" => [], _ => "+QUEUED\r\n"u8.ToArray() };
        await using var router = await TestRouter.OverAsync([node.Address]);
        await using var client = await router.ConnectAsync();
        Assert.Contains("may or may not have been executed", (await RunAsync(client)).Text, StringComparison.Ordinal);
        Assert.Equal(1, node.Count("EXEC"));
    }

    [Fact]
    public async Task A_refused_transaction_was_not_run_so_it_follows_its_slot()
    {
        await using var old = FakeNode.Start();
        await using var router = await TestRouter.OverAsync([old.Address, _nodes[0].Address]);
        var key = Enumerable.Range(0, 100).Select(i => $"k{i}").First(name => TestRouter.OwnerOf(name, 2) == 0);
        old.Override = words => Encoding.ASCII.GetBytes(words[0] switch
        {
            "MULTI" => "+OK\r\n",
            "EXEC" => "-EXECABORT Transaction discarded because of previous errors.\r\n",
            _ => $"-MOVED {HashSlot.Of(Encoding.ASCII.GetBytes(key))} {_nodes[0].Address}\r\n",
        });
        await using var client = await router.ConnectAsync();
        await client.ExecuteAsync("MULTI");
        await client.ExecuteAsync("SET", key, "v");
        Assert.Equal("OK", Assert.Single((await client.ExecuteAsync("EXEC")).Items).Text);
        Assert.Equal(1, old.Count("EXEC"));

        old.Override = words => Encoding.ASCII.GetBytes(words[0] switch
        {
            "MULTI" => "+OK\r\n",
            "EXEC" => "-EXECABORT Transaction discarded because of previous errors.\r\n",
            _ => "-OOM command not allowed when used memory > 'maxmemory'.\r\n",
        });
        await client.ExecuteAsync("MULTI");
        await client.ExecuteAsync("SET", key, "v");
        Assert.Equal(
            "EXECABORT Transaction discarded because of: OOM command not allowed when used memory > 'maxmemory'.",
            (await client.ExecuteAsync("EXEC")).Text);
    }

    private static async Task<RespValue> RunAsync(RespClient client)
    {
        await client.ExecuteAsync("MULTI");
        await client.ExecuteAsync("SET", "{t}a", "mine");
        return await client.ExecuteAsync("EXEC");
    }
}
