using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Router.Tests.Support;
using K8sCache.Serving.Clients;
using K8sCache.Topology;

namespace K8sCache.Router.Tests;

/// <summary>The commands, over real redis-servers that report no load.</summary>
public sealed class RoutingTests : IAsyncLifetime
{
    private readonly List<RedisProcess> _nodes = [];
    private TestRouter _router = null!;

    public async ValueTask InitializeAsync()
    {
        for (var index = 0; index < 3; index++)
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
    public async Task Keys_live_on_the_nodes_of_their_slots_and_are_found_again(RespVersion version)
    {
        await using var client = await _router.ConnectAsync(version);
        for (var key = 0; key < 100; key++)
            Assert.Equal("OK", (await client.ExecuteAsync("SET", $"key{key}", $"value{key}")).Text);
        for (var key = 0; key < 100; key++)
            Assert.Equal($"value{key}", (await client.ExecuteAsync("GET", $"key{key}")).Text);
        Assert.True((await client.ExecuteAsync("GET", "none")).IsNull);
        await client.ExecuteAsync("HSET", "hash", "f", "v");
        var hash = await client.ExecuteAsync("HGETALL", "hash");
        Assert.Equal(version == RespVersion.Resp3 ? RespPrefix.Map : RespPrefix.Array, hash.Type);

        foreach (var node in _nodes)
        {
            await using var direct = await ConnectAsync(node);
            Assert.InRange((await direct.ExecuteAsync("DBSIZE")).Integer, 15, 55);
        }
    }

    [Fact]
    public async Task Commands_of_many_keys_are_split_and_joined_in_order()
    {
        await using var client = await _router.ConnectAsync();
        var keys = Enumerable.Range(0, 50).Select(key => $"key{key}").ToArray();
        Assert.Equal("OK", (await client.ExecuteAsync(["MSET", .. keys.SelectMany(key => new[] { key, $"of {key}" })])).Text);
        var values = await client.ExecuteAsync(["MGET", .. keys, "none", keys[3]]);
        Assert.Equal([.. keys.Select(key => $"of {key}"), "", "of key3"], values.Items.Select(value => value.Text));
        Assert.True(values.Items[50].IsNull);
        Assert.Equal(51, (await client.ExecuteAsync(["EXISTS", .. keys, keys[0], "none"])).Integer);
        Assert.Equal(50, (await client.ExecuteAsync("DBSIZE")).Integer);
        Assert.Equal(10, (await client.ExecuteAsync(["DEL", .. keys[..10], "none"])).Integer);
        Assert.Equal(10, (await client.ExecuteAsync(["UNLINK", .. keys[10..20]])).Integer);
        Assert.Equal("OK", (await client.ExecuteAsync("FLUSHALL")).Text);
        Assert.Equal(0, (await client.ExecuteAsync("DBSIZE")).Integer);
        Assert.Equal("ERR wrong number of arguments for 'mset' command", (await client.ExecuteAsync("MSET", "a", "1", "b")).Text);
    }

    [Fact]
    public async Task An_error_of_one_part_is_the_reply()
    {
        await using var client = await _router.ConnectAsync();
        await client.ExecuteAsync("HSET", "key3", "f", "v");
        var values = await client.ExecuteAsync("MGET", "key1", "key2", "key3");
        Assert.True(values.Items[2].IsNull); // MGET says nil for another type, as Redis does
        Assert.StartsWith("WRONGTYPE", (await client.ExecuteAsync("GET", "key3")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MGET_answers_for_the_nodes_it_reaches_and_gives_the_others_keys_an_error_each()
    {
        await using var client = await _router.ConnectAsync();
        var keys = Enumerable.Range(0, 30).Select(key => $"key{key}").ToArray();
        await client.ExecuteAsync(["MSET", .. keys.SelectMany(key => new[] { key, "v" })]);
        await _nodes[1].DisposeAsync();
        await Eventually.True(async () => (await client.ExecuteAsync(["MGET", .. keys])).Items.Any(value => value.IsError), "it is gone");
        var values = await client.ExecuteAsync(["MGET", .. keys]);
        Assert.Equal(30, values.Items.Count);
        Assert.All(values.Items, value => Assert.True(value.Text == "v" || (value.IsError && value.Text.Contains("'n1'", StringComparison.Ordinal)), value.Text));
        Assert.InRange(values.Items.Count(value => value.IsError), 1, 29);
        Assert.True((await client.ExecuteAsync(["DEL", .. keys])).IsError);
    }

    [Theory]
    [InlineData("FLUSHALL")]
    [InlineData("FLUSHDB", "ASYNC")]
    [InlineData("DBSIZE")]
    [InlineData("KEYS", "*")]
    [InlineData("RANDOMKEY")]
    public async Task What_a_node_out_of_reach_has_is_not_left_out_without_a_word(params string[] command)
    {
        await using var client = await _router.ConnectAsync();
        await client.ExecuteAsync("SET", "key", "value");
        await _nodes[1].DisposeAsync();
        var addresses = _nodes.Select(node => node.Address).ToArray();
        await PutWithDownAsync(TestRouter.Topology(2, addresses));
        var reply = await client.ExecuteAsync(command);
        Assert.True(reply.IsError, reply.Text);
        Assert.Contains("'n1'", reply.Text, StringComparison.Ordinal);

        // Others took its slots over: nothing of it is missed.
        var heirs = Enumerable.Range(0, 3).Where(index => index != 1).Select(index => new SlotRange
        {
            From = index == 0 ? 0 : HashSlot.Count / 2,
            To = index == 0 ? (HashSlot.Count / 2) - 1 : HashSlot.Count - 1,
            Copies = [new SlotCopy($"n{index}", CopyState.InSync)],
        });
        await PutWithDownAsync(TestRouter.Topology(3, addresses) with { Slots = [.. heirs] });
        reply = await client.ExecuteAsync(command);
        Assert.False(reply.IsError, reply.Text);
    }

    [Fact]
    public async Task SCAN_walks_all_nodes()
    {
        await using var client = await _router.ConnectAsync();
        for (var key = 0; key < 200; key++)
            await client.ExecuteAsync("SET", $"key{key}", "v");
        var seen = new HashSet<string>();
        var cursor = "0";
        do
        {
            var reply = await client.ExecuteAsync("SCAN", cursor, "COUNT", "20", "MATCH", "key*");
            cursor = reply.Items[0].Text;
            seen.UnionWith(reply.Items[1].Items.Select(key => key.Text));
        }
        while (cursor != "0");
        Assert.Equal(200, seen.Count);
        Assert.Equal("ERR invalid cursor", (await client.ExecuteAsync("SCAN", "x")).Text);
    }

    [Fact]
    public async Task The_router_answers_what_is_about_the_connection()
    {
        await using var client = await _router.ConnectAsync();
        Assert.Equal("PONG", (await client.ExecuteAsync("PING")).Text);
        Assert.Equal("hi", (await client.ExecuteAsync("PING", "hi")).Text);
        Assert.Equal("x", (await client.ExecuteAsync("ECHO", "x")).Text);
        Assert.Equal("OK", (await client.ExecuteAsync("SELECT", "0")).Text);
        Assert.Equal("ERR DB index is out of range", (await client.ExecuteAsync("SELECT", "1")).Text);
        Assert.Equal("OK", (await client.ExecuteAsync("CLIENT", "SETNAME", "me")).Text);
        Assert.Equal("me", (await client.ExecuteAsync("CLIENT", "GETNAME")).Text);
        Assert.Contains("topology_epoch:1", (await client.ExecuteAsync("INFO")).Text, StringComparison.Ordinal);
        Assert.Equal(["save", ""], (await client.ExecuteAsync("CONFIG", "GET", "save")).Items.Select(item => item.Text));
        Assert.InRange((await client.ExecuteAsync("COMMAND", "COUNT")).Integer, 40, 400);
        Assert.Equal("3", (await client.ExecuteAsync("HELLO", "3")).Items[5].Text);
        Assert.Equal("RESET", (await client.ExecuteAsync("RESET")).Text);
        Assert.StartsWith("ERR unknown command 'NOPE'", (await client.ExecuteAsync("NOPE", "x")).Text, StringComparison.Ordinal);
        Assert.StartsWith("ERR unknown command 'K8SCACHE'", (await client.ExecuteAsync("K8SCACHE", "REPORT", "ON")).Text, StringComparison.Ordinal);
        Assert.StartsWith("ERR wrong number of arguments for 'get'", (await client.ExecuteAsync("GET")).Text, StringComparison.Ordinal);
        Assert.Equal("OK", (await client.ExecuteAsync("QUIT")).Text);
    }

    [Theory]
    [InlineData(RespVersion.Resp2)]
    [InlineData(RespVersion.Resp3)]
    public async Task INFO_adds_up_the_nodes_it_reaches(RespVersion version)
    {
        await using var client = await _router.ConnectAsync(version);
        for (var key = 0; key < 30; key++)
            await client.ExecuteAsync("SET", $"key{key}", "v", "EX", "1000");
        var info = (await client.ExecuteAsync("INFO")).Text;
        Assert.Contains("\r\ndb0:keys=30,expires=30,avg_ttl=0\r\n", info, StringComparison.Ordinal);
        Assert.Contains("redis_mode:standalone\r\n", info, StringComparison.Ordinal);
        Assert.InRange(FieldOf(info, "used_memory"), 3 * 500_000, long.MaxValue);
        Assert.InRange(FieldOf(info, "total_commands_processed"), 31, long.MaxValue);
        Assert.DoesNotContain("# Memory", (await client.ExecuteAsync("INFO", "server")).Text, StringComparison.Ordinal);

        await _nodes[1].DisposeAsync();
        info = (await client.ExecuteAsync("INFO", "keyspace")).Text;
        Assert.InRange(FieldOf(info.Replace("db0:keys=", "keys:", StringComparison.Ordinal), "keys"), 1, 29);
    }

    [Fact]
    public async Task CLIENT_tells_of_every_client_and_leaves_out_replies_that_are_not_wanted()
    {
        await using var client = await _router.ConnectAsync();
        await using var other = await _router.ConnectAsync();
        await other.ExecuteAsync("CLIENT", "SETNAME", "other");
        await other.ExecuteAsync("CLIENT", "SETINFO", "LIB-NAME", "lib");
        Assert.Contains(" name=other ", (await client.ExecuteAsync("CLIENT", "LIST")).Text, StringComparison.Ordinal);
        Assert.Contains(" lib-name=lib ", (await other.ExecuteAsync("CLIENT", "INFO")).Text, StringComparison.Ordinal);
        var id = (await other.ExecuteAsync("CLIENT", "ID")).Integer;
        Assert.Equal(1, (await client.ExecuteAsync("CLIENT", "LIST", "ID", $"{id}")).Text.Count(letter => letter == '\n'));

        using var raw = await _router.ConnectRawAsync();
        await raw.SendAsync("CLIENT REPLY SKIP\r\nSET a 1\r\nGET a\r\nCLIENT REPLY OFF\r\nSET a 2\r\nGET a\r\nPING\r\nCLIENT REPLY ON\r\nGET a\r\nPING\r\n");
        await raw.ExpectAsync("$1\r\n1\r\n+OK\r\n$1\r\n2\r\n+PONG\r\n");
        await raw.SendAsync("CLIENT REPLY OFF\r\nSET b 1\r\n");
        await Eventually.True(async () => (await client.ExecuteAsync("GET", "b")).Text == "1", "it was executed");
        await raw.SendAsync("CLIENT REPLY ON\r\nGET b\r\n");
        await raw.ExpectAsync("+OK\r\n$1\r\n1\r\n");
    }

    [Fact]
    public async Task Every_command_of_the_table_has_an_answer()
    {
        await using var client = await _router.ConnectAsync();
        foreach (var command in CommandTable.Default.Commands.SelectMany(command => command.Subcommands.Append(command)))
        {
            if ((command.Flags & CommandFlags.Internal) != 0 || command.Id is CommandId.Quit or CommandId.ClientReply or CommandId.Reset or CommandId.Hello or CommandId.ClientPause)
                continue;
            var words = command.Name.Split('|').ToList();
            while (words.Count < Math.Abs(command.Arity))
                words.Add("1");
            var reply = await client.ExecuteAsync([.. words]);
            // A redis-server 7.0 behind the router does not know all that nodes know, and says so in lower case.
            if (command.Route == CommandRoute.Local)
                Assert.False(reply.IsError && reply.Text.Contains("unknown command", StringComparison.Ordinal), $"{command.Name}: {reply.Text}");
            await client.ExecuteAsync("DISCARD");
        }
    }

    [Fact]
    public async Task Clients_can_be_killed_and_paused()
    {
        await using var client = await _router.ConnectAsync();
        using var other = await _router.ConnectRawAsync();
        await other.SendAsync("CLIENT SETNAME victim\r\n");
        await other.ExpectAsync("+OK\r\n");
        var line = (await client.ExecuteAsync("CLIENT", "LIST")).Text.Split('\n').Single(text => text.Contains("name=victim", StringComparison.Ordinal));
        var id = line.Split(' ')[0][3..];
        Assert.Equal(1, (await client.ExecuteAsync("CLIENT", "KILL", "ID", id)).Integer);
        await Assert.ThrowsAnyAsync<Exception>(async () => Assert.NotEqual("", await other.ReceiveToEndAsync()));
        Assert.Equal(0, (await client.ExecuteAsync("CLIENT", "KILL", "ID", id)).Integer);
        Assert.Equal("ERR No such client", (await client.ExecuteAsync("CLIENT", "KILL", "1.2.3.4:5")).Text);

        await using var writer = await _router.ConnectAsync();
        Assert.Equal("OK", (await client.ExecuteAsync("CLIENT", "PAUSE", "600000", "WRITE")).Text);
        var write = writer.ExecuteAsync("SET", "paused", "1");
        Assert.True((await client.ExecuteAsync("GET", "paused")).IsNull);
        await Eventually.True(() => _router.Server.Loops.Any(loop => loop.HasPaused), "the write waits");
        Assert.False(write.IsCompleted);
        Assert.Equal("OK", (await client.ExecuteAsync("CLIENT", "UNPAUSE")).Text);
        Assert.Equal("OK", (await write).Text);
    }

    [Fact]
    public async Task A_line_of_the_list_tells_what_a_connection_is_at()
    {
        await using var client = await _router.ConnectAsync();
        using var other = await _router.ConnectRawAsync();
        await other.SendAsync("CLIENT SETNAME seen\r\nCLIENT NO-EVICT ON\r\nMULTI\r\nGET a\r\nGET a\r\n");
        await other.ExpectAsync("+OK\r\n+OK\r\n+OK\r\n+QUEUED\r\n+QUEUED\r\n");
        Assert.Matches("name=seen .* flags=xe .* multi=2 .* multi-mem=[1-9]", (await client.ExecuteAsync("CLIENT", "LIST")).Text);
        // RESET ends all of it, and is answered itself where replies were left out.
        await other.SendAsync("DISCARD\r\nCLIENT REPLY OFF\r\nPING\r\nRESET\r\nCLIENT INFO\r\n");
        await other.ExpectAsync("+OK\r\n+RESET\r\n");
        Assert.Matches("name= .* flags=N .* multi=-1 .* multi-mem=0 ", await other.ReceiveThroughAsync("lib-ver="));
    }

    [Fact]
    public async Task What_is_about_the_server_is_answered_as_by_one_Redis()
    {
        await using var client = await _router.ConnectAsync();
        Assert.Equal(2, (await client.ExecuteAsync("TIME")).Items.Count);
        Assert.Equal("master", (await client.ExecuteAsync("ROLE")).Items[0].Text);
        Assert.Equal("ERR This instance has cluster support disabled", (await client.ExecuteAsync("CLUSTER", "SLOTS")).Text);
        Assert.StartsWith("ERR SHUTDOWN is not allowed", (await client.ExecuteAsync("SHUTDOWN")).Text, StringComparison.Ordinal);
        Assert.Equal("ERR syntax error", (await client.ExecuteAsync("SHUTDOWN", "please")).Text);
        Assert.StartsWith(
            "ERR DEBUG command not allowed. If the enable-debug-command option", (await client.ExecuteAsync("DEBUG", "SLEEP", "0")).Text, StringComparison.Ordinal);
        Assert.Equal(
            "ERR unknown subcommand or wrong number of arguments for 'PAUSE'. Try CLIENT HELP.",
            (await client.ExecuteAsync("CLIENT", "PAUSE", "1", "ALL", "x")).Text);
        Assert.Equal("ERR timeout is out of range", (await client.ExecuteAsync("CLIENT", "PAUSE", "9223372036854775807")).Text);
        Assert.Equal("OK", (await client.ExecuteAsync("CONFIG", "SET", "slowlog-max-len", "99999999999")).Text);
        Assert.Equal("OK", (await client.ExecuteAsync("CONFIG", "SET", "slowlog-log-slower-than", "0", "timeout", "300")).Text);
        Assert.Equal(["timeout", "300"], (await client.ExecuteAsync("CONFIG", "GET", "timeout")).Items.Select(item => item.Text));
        Assert.Equal(
            "ERR CONFIG SET failed (possibly related to argument 'maxclients') - can't set immutable config",
            (await client.ExecuteAsync("CONFIG", "SET", "timeout", "5", "maxclients", "1")).Text);
        Assert.Equal(["timeout", "300"], (await client.ExecuteAsync("CONFIG", "GET", "timeout")).Items.Select(item => item.Text));
        await client.ExecuteAsync("GET", "slow");
        var slow = (await client.ExecuteAsync("SLOWLOG", "GET", "1")).Items[0].Items;
        Assert.Equal(["GET", "slow"], slow[3].Items.Select(word => word.Text));
        Assert.Equal("OK", (await client.ExecuteAsync("SLOWLOG", "RESET")).Text);
        Assert.Equal("OK", (await client.ExecuteAsync("CONFIG", "RESETSTAT")).Text);
        Assert.InRange(FieldOf((await client.ExecuteAsync("INFO", "stats")).Text, "total_commands_processed"), 0, 3);
    }

    [Fact]
    public async Task Beyond_a_limit_a_client_gets_Redis_error_and_is_counted()
    {
        var options = TestRouter.Options with { Threads = 1, MaxBulkBytes = 1 << 20, MaxClients = 3 };
        await using var router = await TestRouter.OverAsync([.. _nodes.Select(node => node.Address)], options: options);
        using var first = await router.ConnectRawAsync();
        await first.SendAsync("CONFIG SET timeout 1\r\n*3\r\n$3\r\nSET\r\n$1\r\na\r\n$2000000\r\n");
        Assert.Equal("+OK\r\n-ERR Protocol error: invalid bulk length\r\n", await first.ReceiveToEndAsync());
        using var idle = await router.ConnectRawAsync();
        Assert.Equal("", await idle.ReceiveToEndAsync());
        var counters = router.Server.Loops[0].Counters;
        Assert.Equal((1L, 1L), (counters.ClosedFor(ClosingReason.Protocol), counters.ClosedFor(ClosingReason.Idle)));
    }

    /// <summary>A browser that was made to send commands in a request's body; the bytes are curl's.</summary>
    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost:6379\r\nContent-Length: 15\r\n\r\n\r\nSET pwned 1\r\n")]
    [InlineData("*1\r\n$5\r\nhOsT:\r\nSET pwned 1\r\n")]
    public async Task Who_speaks_HTTP_is_closed_without_a_word_and_nothing_is_run(string attack)
    {
        await using var router = await TestRouter.OverAsync([.. _nodes.Select(node => node.Address)], options: TestRouter.Options with { Threads = 1 });
        using var browser = await router.ConnectRawAsync();
        await browser.SendAsync(attack);
        Assert.Equal("", await browser.ReceiveToEndAsync());
        using var within = await router.ConnectRawAsync();
        await within.SendAsync("MULTI\r\n");
        await within.ExpectAsync("+OK\r\n");
        await within.SendAsync(attack + "EXEC\r\n");
        Assert.Equal("", await within.ReceiveToEndAsync());
        Assert.Equal(2, router.Server.Loops[0].Counters.ClosedFor(ClosingReason.CrossProtocol));
        await using var client = await router.ConnectAsync();
        Assert.True((await client.ExecuteAsync("GET", "pwned")).IsNull);
        Assert.Equal(2, (await client.ExecuteAsync("SCAN", "-1")).Items.Count);
    }

    [Fact]
    public async Task Deep_pipelines_keep_their_order()
    {
        using var client = await _router.ConnectRawAsync();
        const int Count = 20_000;
        var requests = string.Concat(Enumerable.Range(0, Count).Select(i => $"SET k{i % 500} {i}\r\nGET k{i % 500}\r\nPING\r\n"));
        var expected = string.Concat(Enumerable.Range(0, Count).Select(i => $"+OK\r\n${$"{i}".Length}\r\n{i}\r\n+PONG\r\n"));
        var sending = client.SendAsync(requests);
        await client.ExpectAsync(expected);
        await sending;
    }

    [Fact]
    public async Task Requests_may_arrive_byte_by_byte()
    {
        using var client = await _router.ConnectRawAsync();
        foreach (var character in "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$2\r\nxy\r\nGET a\r\n")
            await client.SendAsync($"{character}");
        await client.ExpectAsync("+OK\r\n$2\r\nxy\r\n");
    }

    [Theory]
    [InlineData("*1\r\nGARBAGE\r\n", "-ERR Protocol error: expected '$', got 'G'\r\n")]
    [InlineData("*99999999\r\n", "-ERR Protocol error: invalid multibulk length\r\n")]
    [InlineData("GET \"x\r\n", "-ERR Protocol error: unbalanced quotes in request\r\n")]
    public async Task Garbage_from_a_client_is_answered_in_turn_and_ends_its_connection(string garbage, string error)
    {
        using var client = await _router.ConnectRawAsync();
        await client.SendAsync("SET a 1\r\n" + garbage);
        Assert.Equal("+OK\r\n" + error, await client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task A_client_that_half_closes_gets_its_replies_first()
    {
        using var client = await _router.ConnectRawAsync();
        const int Count = 5000; // more than may be unanswered at once
        await client.SendAsync(string.Concat(Enumerable.Repeat("SET a 1\r\nGET a\r\n", Count)));
        client.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        Assert.Equal(string.Concat(Enumerable.Repeat("+OK\r\n$1\r\n1\r\n", Count)), await client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task A_thousand_idle_connections_cost_the_active_one_nothing()
    {
        var idle = new List<RawClient>();
        for (var index = 0; index < 1000; index++)
            idle.Add(await _router.ConnectRawAsync());
        await idle[^1].SendAsync("*2\r\n$3\r\nGET\r\n$1"); // one of them in the middle of a request
        await using var client = await _router.ConnectAsync();
        for (var i = 0; i < 100; i++)
            Assert.Equal("OK", (await client.ExecuteAsync("SET", $"k{i}", "v")).Text);
        Assert.Equal(1001, (await _router.StatusAsync()).GetProperty("connections").GetInt32());
        idle.ForEach(connection => connection.Dispose());
        await Eventually.True(async () => (await _router.StatusAsync()).GetProperty("connections").GetInt32() == 1, "idle connections are gone");
    }

    [Fact]
    public async Task Large_values_pass_through()
    {
        await using var client = await _router.ConnectAsync();
        var value = new string('x', 5_000_000);
        Assert.Equal("OK", (await client.ExecuteAsync("SET", "large", value)).Text);
        Assert.Equal(value, (await client.ExecuteAsync("GET", "large")).Text);
    }

    [Fact]
    public async Task A_stopped_node_costs_a_bounded_wait_and_the_others_nothing()
    {
        await using var client = await _router.ConnectAsync();
        for (var key = 0; key < 30; key++)
            await client.ExecuteAsync("SET", $"key{key}", "v");
        _nodes[0].Stop();
        try
        {
            var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(key => client.ExecuteAsync("GET", $"key{key}")));
            Assert.InRange(replies.Count(reply => reply.Text == "v"), 10, 29);
            Assert.All(replies.Where(reply => reply.IsError), reply => Assert.Contains($"'n0' ({_nodes[0].Address})", reply.Text, StringComparison.Ordinal));
        }
        finally
        {
            _nodes[0].Continue();
        }

        await Eventually.True(async () => (await client.ExecuteAsync(["MGET", .. Enumerable.Range(0, 30).Select(key => $"key{key}")])).Items.Count == 30, "the node is back");
    }

    private static Task<Testing.Client.RespClient> ConnectAsync(RedisProcess node) => Testing.Client.RespClient.ConnectAsync(
        new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, node.Port), new Testing.Client.RespClientOptions { Time = TimeProvider.System });

    private static long FieldOf(string info, string field) => long.Parse(
        info.Split("\r\n").First(line => line.StartsWith($"{field}:", StringComparison.Ordinal)).Split(':', ',')[1],
        System.Globalization.CultureInfo.InvariantCulture);

    private Task PutWithDownAsync(TopologyDocument topology) => _router.PutAsync(topology with
    {
        Nodes = [.. topology.Nodes.Select((node, index) => index == 1 ? node with { State = NodeState.Down } : node)],
    });
}
