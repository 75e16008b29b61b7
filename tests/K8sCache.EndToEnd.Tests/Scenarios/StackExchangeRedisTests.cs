using K8sCache.EndToEnd.Tests.Harness;
using StackExchange.Redis;

namespace K8sCache.EndToEnd.Tests.Scenarios;

/// <summary>StackExchange.Redis, unmodified, as its users use it.</summary>
public sealed class StackExchangeRedisTests(StandaloneServers servers) : IClassFixture<StandaloneServers>
{
    public static TheoryData<string, RedisProtocol> Ways => new()
    {
        { "node", RedisProtocol.Resp2 },
        { "node", RedisProtocol.Resp3 },
        { "router", RedisProtocol.Resp2 },
        { "router", RedisProtocol.Resp3 },
        { "cluster", RedisProtocol.Resp2 },
        { "cluster", RedisProtocol.Resp3 },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Strings_and_lifetimes(string kind, RedisProtocol protocol)
    {
        await using var connection = await ConnectAsync(kind, protocol);
        var (database, prefix) = (connection.GetDatabase(), Prefix("strings", protocol));
        Assert.True(await database.StringSetAsync(prefix + "a", "1", TimeSpan.FromSeconds(100)));
        Assert.Equal("1", database.StringGet(prefix + "a"));
        Assert.False(await database.StringSetAsync(prefix + "a", "2", when: When.NotExists));
        Assert.True(await database.StringSetAsync(prefix + "a", "3", Expiration.KeepTtl, ValueCondition.Exists));
        Assert.InRange((await database.KeyTimeToLiveAsync(prefix + "a"))!.Value.TotalSeconds, 1, 100);
        var end = new DateTime(2040, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.True(await database.KeyExpireAsync(prefix + "a", end));
        Assert.Equal(end, await database.KeyExpireTimeAsync(prefix + "a"));
        Assert.True(database.KeyPersist(prefix + "a"));
        Assert.Null(await database.KeyTimeToLiveAsync(prefix + "a"));
        Assert.Equal("3", (await database.StringGetWithExpiryAsync(prefix + "a")).Value);
        Assert.Equal("3", await database.StringGetSetExpiryAsync(prefix + "a", TimeSpan.FromMinutes(1)));
        Assert.NotNull((await database.StringGetWithExpiryAsync(prefix + "a")).Expiry);
        Assert.Equal("3", await database.StringGetDeleteAsync(prefix + "a"));
        Assert.True((await database.StringGetAsync(prefix + "a")).IsNull);

        Assert.Equal(5, await database.StringIncrementAsync(prefix + "n", 5));
        Assert.Equal(6.5, database.StringIncrement(prefix + "n", 1.5));
        Assert.Equal(3, await database.StringAppendAsync(prefix + "t", "abc"));
        Assert.Equal("bc", await database.StringGetRangeAsync(prefix + "t", 1, 2));
        Assert.Equal("abc", await database.StringSetAndGetAsync(prefix + "t", "d"));
        byte[] bytes = [0, 13, 10, 255, .. new byte[100_000]];
        Assert.True(database.StringSet(prefix + "b", bytes));
        Assert.Equal(bytes, (byte[]?)await database.StringGetAsync(prefix + "b"));
        using var lease = await database.StringGetLeaseAsync(prefix + "b");
        Assert.Equal(bytes, lease!.Span.ToArray());

        var pairs = Enumerable.Range(0, 50).Select(i => new KeyValuePair<RedisKey, RedisValue>($"{prefix}{{many}}{i}", i)).ToArray();
        Assert.True(await database.StringSetAsync(pairs));
        RedisKey[] keys = [.. pairs.Select(pair => pair.Key), prefix + "{many}none"];
        Assert.Equal([.. pairs.Select(pair => pair.Value), RedisValue.Null], database.StringGet(keys));
        Assert.Equal(50, await database.KeyDeleteAsync(keys));
        Assert.False(await database.KeyExistsAsync(keys[0]));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Hashes_sets_sorted_sets_and_lists(string kind, RedisProtocol protocol)
    {
        await using var connection = await ConnectAsync(kind, protocol);
        var (database, prefix) = (connection.GetDatabase(), Prefix("types", protocol));
        await database.HashSetAsync(prefix + "h", [new HashEntry("f", 1), new HashEntry("g", 2)]);
        Assert.Equal([new HashEntry("f", 1), new HashEntry("g", 2)], (await database.HashGetAllAsync(prefix + "h")).OrderBy(entry => entry.Name));
        Assert.Equal([2, RedisValue.Null], database.HashGet(prefix + "h", ["g", "none"]));
        Assert.Equal(5, await database.HashIncrementAsync(prefix + "h", "f", 4));
        Assert.Equal([ExpireResult.Success], await database.HashFieldExpireAsync(prefix + "h", ["f"], TimeSpan.FromHours(1)));
        Assert.Equal(2, await database.HashScanAsync(prefix + "h", "*").CountAsync());
        Assert.Equal(2, database.HashLength(prefix + "h"));
        Assert.True(await database.HashDeleteAsync(prefix + "h", "f"));

        Assert.Equal(3, await database.SetAddAsync(prefix + "{s}1", ["a", "b", "c"]));
        Assert.Equal(2, database.SetAdd(prefix + "{s}2", ["b", "d"]));
        Assert.True(await database.SetContainsAsync(prefix + "{s}1", "a"));
        Assert.Equal(["a", "b", "c"], (await database.SetMembersAsync(prefix + "{s}1")).Order());
        Assert.Equal(["b"], await database.SetCombineAsync(SetOperation.Intersect, prefix + "{s}1", prefix + "{s}2"));
        Assert.Equal(3, database.SetScan(prefix + "{s}1", "*", pageSize: 2).Distinct().Count());

        Assert.Equal(3, await database.SortedSetAddAsync(prefix + "z", [new("one", 1), new("two", 2.5), new("three", 3)]));
        Assert.Equal(2.5, await database.SortedSetScoreAsync(prefix + "z", "two"));
        Assert.Equal(11, await database.SortedSetIncrementAsync(prefix + "z", "one", 10));
        Assert.Equal([new("two", 2.5), new("three", 3)], await database.SortedSetRangeByScoreWithScoresAsync(prefix + "z", 2, 3));
        Assert.Equal(0, database.SortedSetRank(prefix + "z", "one", Order.Descending));
        Assert.Equal(["one", "three"], await database.SortedSetRangeByRankAsync(prefix + "z", 0, 1, Order.Descending));
        Assert.Equal("two", (await database.SortedSetPopAsync(prefix + "z"))!.Value.Element);

        Assert.Equal(3, await database.ListRightPushAsync(prefix + "l", ["a", "b", "c"]));
        Assert.Equal(["b", "c"], await database.ListRangeAsync(prefix + "l", -2));
        await database.ListTrimAsync(prefix + "l", 0, 1);
        Assert.Equal("a", database.ListLeftPop(prefix + "l"));
        Assert.Equal(1, await database.ListLengthAsync(prefix + "l"));
        var error = await Assert.ThrowsAsync<RedisServerException>(() => database.StringIncrementAsync(prefix + "h"));
        Assert.StartsWith("WRONGTYPE", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Transactions_with_conditions(string kind, RedisProtocol protocol)
    {
        await using var connection = await ConnectAsync(kind, protocol);
        var database = connection.GetDatabase();
        var key = Prefix("{tx}", protocol);
        var transaction = database.CreateTransaction();
        transaction.AddCondition(Condition.KeyNotExists(key + "k"));
        var first = transaction.StringIncrementAsync(key + "k");
        var second = transaction.HashSetAsync(key + "h", "f", "v");
        Assert.True(await transaction.ExecuteAsync());
        Assert.Equal((1, true), (await first, await second));

        var refused = database.CreateTransaction();
        var condition = refused.AddCondition(Condition.StringEqual(key + "k", "2"));
        var never = refused.StringIncrementAsync(key + "k");
        Assert.False(refused.Execute());
        Assert.False(condition.WasSatisfied);
        await Assert.ThrowsAsync<TaskCanceledException>(() => never);
        Assert.Equal("1", await database.StringGetAsync(key + "k"));

        var several = database.CreateTransaction();
        several.AddCondition(Condition.HashEqual(key + "h", "f", "v"));
        several.AddCondition(Condition.StringEqual(key + "k", 1));
        var removed = several.KeyDeleteAsync(key + "h");
        Assert.True(several.Execute());
        Assert.True(await removed);

        var failing = database.CreateTransaction();
        var wrongType = failing.HashSetAsync(key + "k", "f", "v");
        var right = failing.StringIncrementAsync(key + "k");
        Assert.True(await failing.ExecuteAsync());
        await Assert.ThrowsAsync<RedisServerException>(() => wrongType);
        Assert.Equal(2, await right);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Locks(string kind, RedisProtocol protocol)
    {
        await using var connection = await ConnectAsync(kind, protocol);
        var database = connection.GetDatabase();
        var key = Prefix("lock", protocol);
        Assert.True(await database.LockTakeAsync(key, "me", TimeSpan.FromMinutes(1)));
        Assert.False(database.LockTake(key, "you", TimeSpan.FromMinutes(1)));
        Assert.Equal("me", await database.LockQueryAsync(key));
        Assert.False(await database.LockExtendAsync(key, "you", TimeSpan.FromHours(1)));
        Assert.True(await database.LockExtendAsync(key, "me", TimeSpan.FromHours(1)));
        Assert.InRange((await database.KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromMinutes(2), TimeSpan.FromHours(1));
        Assert.False(database.LockRelease(key, "you"));
        Assert.True(await database.LockReleaseAsync(key, "me"));
        Assert.True(database.LockTake(key, "you", TimeSpan.FromMinutes(1)));
        Assert.True(database.LockRelease(key, "you"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Batches_pipelines_and_key_scans(string kind, RedisProtocol protocol)
    {
        await using var connection = await ConnectAsync(kind, protocol);
        var (database, prefix) = (connection.GetDatabase(), Prefix("batch", protocol));
        var batch = database.CreateBatch();
        var sets = Enumerable.Range(0, 300).Select(i => batch.StringSetAsync($"{prefix}{i}", new string('x', i), TimeSpan.FromHours(1))).ToList();
        var lengths = Enumerable.Range(0, 300).Select(i => batch.StringLengthAsync($"{prefix}{i}")).ToList();
        batch.Execute();
        Assert.DoesNotContain(false, await Task.WhenAll(sets));
        Assert.Equal(Enumerable.Range(0, 300).Select(i => (long)i), await Task.WhenAll(lengths));
        database.StringSet(prefix + "300", "y", flags: CommandFlags.FireAndForget);
        Assert.Equal("y", await database.StringGetAsync(prefix + "300"));

        var found = new HashSet<string>();
        foreach (var server in connection.GetServers().Where(server => !server.IsReplica))
        {
            await foreach (var key in server.KeysAsync(pattern: prefix + "*", pageSize: 50))
                found.Add(key.ToString());
            Assert.NotEmpty(server.Keys(pattern: prefix + "*"));
            Assert.NotEmpty(await server.InfoAsync());
            Assert.InRange(await server.DatabaseSizeAsync(), 1, long.MaxValue);
            Assert.Contains(await server.ClientListAsync(), client => client.Name == "check");
            Assert.InRange(await server.PingAsync(), TimeSpan.Zero, TimeSpan.MaxValue);
        }

        Assert.Equal(Enumerable.Range(0, 301).Select(i => $"{prefix}{i}").Order(), found.Order());
    }

    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    [InlineData("cluster")]
    public async Task It_comes_back_after_its_server_did(string kind)
    {
        await using var server = await StandaloneServer.StartAsync(kind);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(
            $"127.0.0.1:{server.Port},abortConnect=false,connectTimeout=1000");
        var database = connection.GetDatabase();
        Assert.True(await database.StringSetAsync("before", "1"));
        await server.RestartAsync();
        await Eventually.AssertAsync(async () =>
        {
            foreach (var key in Enumerable.Range(0, 20))
            {
                Assert.True(await database.StringSetAsync($"after:{key}", key));
                Assert.Equal(key, await database.StringGetAsync($"after:{key}"));
            }
        });
    }

    private static string Prefix(string test, RedisProtocol protocol) => $"se:{test}:{protocol}:";

    private async Task<ConnectionMultiplexer> ConnectAsync(string kind, RedisProtocol protocol)
    {
        var server = await servers.GetAsync(kind);
        var options = ConfigurationOptions.Parse($"127.0.0.1:{server.Port},name=check,allowAdmin=true");
        options.Protocol = protocol;
        var log = new StringWriter();
        var connection = await ConnectionMultiplexer.ConnectAsync(options, log);
        Assert.True(connection.IsConnected, log.ToString());
        Assert.All(connection.GetServers(), each =>
        {
            Assert.Equal(protocol, each.Protocol);
            Assert.Equal(kind == "cluster" ? ServerType.Cluster : ServerType.Standalone, each.ServerType);
        });
        Assert.Equal(kind == "cluster" ? 2 : 1, connection.GetServers().Length);
        return connection;
    }
}
