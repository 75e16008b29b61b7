using K8sCache.EndToEnd.Tests.Harness;
using StackExchange.Redis;

namespace K8sCache.EndToEnd.Tests.Scenarios;

/// <summary>StackExchange.Redis 1.2.6 unmodified, and what its later versions send.</summary>
public sealed class StackExchangeRedisTests
{
    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    public async Task It_runs(string kind)
    {
        await using var server = await StandaloneServer.StartAsync(kind);
        var log = new StringWriter();
        using var multiplexer = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{server.Port},name=check,allowAdmin=true", log);
        Assert.True(multiplexer.IsConnected, log.ToString());
        var database = multiplexer.GetDatabase();
        Assert.True(await database.StringSetAsync("se:a", "1", TimeSpan.FromSeconds(100)));
        Assert.Equal("1", await database.StringGetAsync("se:a"));
        Assert.False(await database.StringSetAsync("se:a", "2", when: When.NotExists));
        Assert.InRange((await database.KeyTimeToLiveAsync("se:a"))!.Value.TotalSeconds, 1, 100);
        Assert.Equal(5, await database.StringIncrementAsync("se:n", 5));
        await database.HashSetAsync("se:h", [new HashEntry("f", 1), new HashEntry("g", 2)]);
        Assert.Equal(2, (await database.HashGetAllAsync("se:h")).Length);
        Assert.Equal(2, await database.SortedSetAddAsync("se:z", [new SortedSetEntry("one", 1), new SortedSetEntry("two", 2.5)]));
        Assert.Equal(2.5, await database.SortedSetScoreAsync("se:z", "two"));
        Assert.Equal(2, await database.SetAddAsync("se:s", ["a", "b"]));
        Assert.Equal(2, await database.ListRightPushAsync("se:l", ["a", "b"]));
        Assert.Equal(2, (await database.ListRangeAsync("se:l")).Length);
        var lengths = await Task.WhenAll(Enumerable.Range(0, 500).Select(async i =>
        {
            await database.StringSetAsync($"sep:{i}", new string('x', i));
            return await database.StringLengthAsync($"sep:{i}");
        }));
        Assert.Equal(Enumerable.Range(0, 500).Select(i => (long)i), lengths);
        var found = multiplexer.GetServer(multiplexer.GetEndPoints()[0]).Keys(pattern: "sep:*", pageSize: 50);
        Assert.Equal(500, found.Distinct().Count());

        var transaction = database.CreateTransaction();
        transaction.AddCondition(Condition.KeyNotExists("{tx}k"));
        var first = transaction.StringIncrementAsync("{tx}k");
        var second = transaction.StringIncrementAsync("{tx}l");
        Assert.True(await transaction.ExecuteAsync());
        Assert.Equal((1, 1), (await first, await second));
        var error = await Assert.ThrowsAsync<RedisServerException>(() => database.StringIncrementAsync("se:h"));
        Assert.StartsWith("WRONGTYPE", error.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// The requests of later versions, from their public source: on connect, and for each call of the
    /// IDistributedCache that ASP.NET Core builds on them (versions 6 and 7 in a transaction, 8 and later in a batch).
    /// </summary>
    [Theory]
    [InlineData("node")]
    [InlineData("router")]
    public async Task What_later_versions_send_is_answered(string kind)
    {
        await using var server = await StandaloneServer.StartAsync(kind);
        using var connection = await RespConnection.OpenAsync("127.0.0.1", server.Port);
        Assert.StartsWith("%", await connection.CallAsync("HELLO", "3", "SETNAME", "web-1"), StringComparison.Ordinal);
        Assert.Equal("+OK", await connection.CallAsync("CLIENT", "SETINFO", "lib-name", "SE.Redis"));
        Assert.Equal("+OK", await connection.CallAsync("CLIENT", "SETINFO", "lib-ver", "3.0.0"));
        Assert.StartsWith(":", await connection.CallAsync("CLIENT", "ID"), StringComparison.Ordinal);
        Assert.Contains("timeout", await connection.CallAsync("CONFIG", "GET", "timeout"), StringComparison.Ordinal);
        Assert.Contains("replica-read-only", await connection.CallAsync("CONFIG", "GET", "replica-read-only"), StringComparison.Ordinal);
        Assert.Contains("databases", await connection.CallAsync("CONFIG", "GET", "databases"), StringComparison.Ordinal);
        Assert.Contains("role:master", await connection.CallAsync("INFO", "replication"), StringComparison.Ordinal);
        Assert.Contains("redis_version:", await connection.CallAsync("INFO", "server"), StringComparison.Ordinal);
        Assert.StartsWith("-ERR This instance has cluster support disabled", await connection.CallAsync("CLUSTER", "NODES"), StringComparison.Ordinal);
        Assert.Equal("_", await connection.CallAsync("GET", "__Booksleeve_TieBreak"));
        Assert.Equal("$4\r\n1234", await connection.CallAsync("ECHO", "1234"));
        Assert.StartsWith("-ERR unknown command", await connection.CallAsync("SUBSCRIBE", "__Booksleeve_MasterChanged"), StringComparison.Ordinal);

        Assert.Equal("+OK", await connection.CallAsync("MULTI"));
        Assert.Equal("+QUEUED", await connection.CallAsync("HMSET", "app:k", "absexp", "-1", "sldexp", "12000000000", "data", "v"));
        Assert.Equal("+QUEUED", await connection.CallAsync("EXPIRE", "app:k", "1200"));
        Assert.Equal("*2\r\n+OK\r\n:1", await connection.CallAsync("EXEC"));
        Assert.Equal("+OK", await connection.CallAsync("HMSET", "app:k", "absexp", "-1", "sldexp", "12000000000", "data", "v2"));
        Assert.Equal(":1", await connection.CallAsync("PEXPIRE", "app:k", "1200000"));
        Assert.Equal("*3\r\n$2\r\n-1\r\n$11\r\n12000000000\r\n$2\r\nv2", await connection.CallAsync("HMGET", "app:k", "absexp", "sldexp", "data"));
        Assert.Equal("*2\r\n$2\r\n-1\r\n$11\r\n12000000000", await connection.CallAsync("HMGET", "app:k", "absexp", "sldexp"));
        Assert.Equal("$2\r\nv2", await connection.CallAsync("HGET", "app:k", "data"));
        Assert.Equal(":1", await connection.CallAsync("UNLINK", "app:k"));
        Assert.Equal("*3\r\n_\r\n_\r\n_", await connection.CallAsync("HMGET", "app:k", "absexp", "sldexp", "data"));
    }
}
