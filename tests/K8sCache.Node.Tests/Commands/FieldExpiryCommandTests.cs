using K8sCache.Node.Tests.Harness;

namespace K8sCache.Node.Tests.Commands;

/// <summary>
/// The commands on fields that expire, which the redis-server at hand does not know: replies and errors as the source of
/// Redis 8 has them.
/// </summary>
public sealed class FieldExpiryCommandTests
{
    private const string Far = "20000000000";

    [Theory]
    [InlineData("HEXPIRE nosuch 10 FIELDS 2 a b", "*2\r\n:-2\r\n:-2\r\n")]
    [InlineData("HEXPIRE h 1000 FIELDS 2 a nosuch", "*2\r\n:1\r\n:-2\r\n")]
    [InlineData("HEXPIRE h 1000 XX FIELDS 1 a", "*1\r\n:0\r\n")]
    [InlineData("HEXPIRE h 1000 gt FIELDS 1 a", "*1\r\n:0\r\n")]
    [InlineData("HEXPIRE h 1000 LT FIELDS 1 a", "*1\r\n:1\r\n")]
    [InlineData("HEXPIRE h 1000 NX FIELDS 1 a", "*1\r\n:1\r\n")]
    [InlineData("HEXPIRE h 0 FIELDS 1 a", "*1\r\n:2\r\n")]
    [InlineData("HPEXPIREAT h 1 FIELDS 1 a", "*1\r\n:2\r\n")]
    [InlineData("HEXPIRE h -1 FIELDS 1 a", "-ERR invalid expire time, must be >= 0\r\n")]
    [InlineData("HEXPIRE h x FIELDS 1 a", "-ERR value is not an integer or out of range\r\n")]
    [InlineData("HEXPIRE h 70368744177664 FIELDS 1 a", "-ERR invalid expire time in 'hexpire' command\r\n")]
    [InlineData("HPEXPIREAT h 70368744177664 FIELDS 1 a", "-ERR invalid expire time in 'hpexpireat' command\r\n")]
    [InlineData("HEXPIRE h 10 NX XX FIELDS 1 a", "-ERR Mandatory argument FIELDS is missing or not at the right position\r\n")]
    [InlineData("HEXPIRE h 10 FIELDS 0 a", "-ERR Parameter `numFields` should be greater than 0\r\n")]
    [InlineData("HEXPIRE h 10 FIELDS 2 a", "-ERR The `numfields` parameter must match the number of arguments\r\n")]
    [InlineData("HEXPIRE h 10 FIELDS 1", "-ERR wrong number of arguments for 'hexpire' command\r\n")]
    [InlineData("HEXPIRE str x FIELDS 1 a", "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n")]
    [InlineData("HTTL h FIELDS 2 a nosuch", "*2\r\n:-1\r\n:-2\r\n")]
    [InlineData("HTTL nosuch FIELDS 1 a", "*1\r\n:-2\r\n")]
    [InlineData("HTTL h FIELDS 0 a", "-ERR Number of fields must be a positive integer\r\n")]
    [InlineData("HPERSIST h FIELDS 2 a nosuch", "*2\r\n:-1\r\n:-2\r\n")]
    [InlineData("HGETDEL h FIELDS 2 a nosuch", "*2\r\n$1\r\n1\r\n$-1\r\n")]
    [InlineData("HGETDEL nosuch FIELDS 2 a b", "*2\r\n$-1\r\n$-1\r\n")]
    [InlineData("HGETDEL h FIELDS x a", "-ERR Number of fields must be a positive integer\r\n")]
    [InlineData("HGETEX h FIELDS 2 a nosuch", "*2\r\n$1\r\n1\r\n$-1\r\n")]
    [InlineData("HGETEX nosuch PERSIST FIELDS 1 a", "*1\r\n$-1\r\n")]
    [InlineData("HGETEX nosuch EX 10 FIELDS 1 a", "*1\r\n$-1\r\n")]
    [InlineData("HGETEX h NONE FIELDS 1 a", "-ERR Mandatory argument FIELDS is missing or not at the right position\r\n")]
    [InlineData("HSETEX h FNX FIELDS 1 a 9", ":0\r\n")]
    [InlineData("HSETEX h FXX FIELDS 2 a 9 nosuch 9", ":0\r\n")]
    [InlineData("HSETEX h FXX EX 10 FIELDS 1 a 9", ":1\r\n")]
    [InlineData("HSETEX h FNX FXX FIELDS 1 a 9", "-ERR Only one of FXX or FNX arguments can be specified\r\n")]
    [InlineData("HSETEX h EX 5 KEEPTTL FIELDS 1 a 9", "-ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified\r\n")]
    [InlineData("HSETEX h BOGUS FIELDS 1 a 9", "-ERR unknown argument: BOGUS\r\n")]
    [InlineData("HSETEX h FIELDS x a 9", "-ERR invalid number of fields\r\n")]
    [InlineData("HSETEX h FIELDS 2 a 9", "-ERR wrong number of arguments for 'hsetex' command\r\n")]
    [InlineData("HSCAN h 0 NOVALUES", "*2\r\n$1\r\n0\r\n*2\r\n$1\r\na\r\n$1\r\nb\r\n")]
    [InlineData("SSCAN set 0 NOVALUES", "-ERR NOVALUES option can only be used in HSCAN\r\n")]
    public async Task One_command(string command, string reply)
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        await client.AskAsync("HSET h a 1 b 2");
        await client.AskAsync("SADD set x");
        await client.AskAsync("SET str x");
        Assert.Equal(reply, await client.AskAsync(command));
    }

    [Fact]
    public async Task Times_are_told_and_taken_back()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        await client.AskAsync("HSET h a 1 b 2 c 3");
        Assert.Equal("*1\r\n:1\r\n", await client.AskAsync($"HEXPIREAT h {Far} FIELDS 1 a"));
        Assert.Equal($"*2\r\n:{Far}\r\n:-1\r\n", await client.AskAsync("HEXPIRETIME h FIELDS 2 a b"));
        Assert.Equal($"*1\r\n:{Far}000\r\n", await client.AskAsync("HPEXPIRETIME h FIELDS 1 a"));
        Assert.Equal("*1\r\n$1\r\n1\r\n", await client.AskAsync("HGETEX h PERSIST FIELDS 1 a"));
        Assert.Equal("*1\r\n:-1\r\n", await client.AskAsync("HTTL h FIELDS 1 a"));
        Assert.Equal(":1\r\n", await client.AskAsync($"HSETEX h EXAT {Far} FIELDS 2 a 5 d 6"));
        Assert.Equal(":1\r\n", await client.AskAsync("HSETEX h KEEPTTL FIELDS 1 a 7"));
        Assert.Equal($"*2\r\n:{Far}\r\n:{Far}\r\n", await client.AskAsync("HEXPIRETIME h FIELDS 2 a d"));
        Assert.Equal("$10\r\nlistpackex\r\n", await client.AskAsync("OBJECT ENCODING h"));
        await client.AskAsync("HSET h a 8");
        Assert.Equal("*1\r\n:1\r\n", await client.AskAsync("HPERSIST h FIELDS 1 d"));
        Assert.Equal("*2\r\n:-1\r\n:-1\r\n", await client.AskAsync("HTTL h FIELDS 2 a d"));
        Assert.Equal("*4\r\n$1\r\n8\r\n$1\r\n2\r\n$1\r\n3\r\n$1\r\n6\r\n", await client.AskAsync("HGETDEL h FIELDS 4 a b c d"));
        Assert.Equal(":0\r\n", await client.AskAsync("EXISTS h"));
    }

    [Fact]
    public async Task A_hash_goes_by_itself_with_its_last_field()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        await client.AskAsync("HSET h a 1 b 2");
        await client.AskAsync("HPEXPIRE h 20 FIELDS 2 a b");
        // Nobody touches the hash: its keys are counted, not read.
        await Eventually.True(async () => await client.AskAsync("DBSIZE") == ":0\r\n", "the hash is gone");
        Assert.Equal("*0\r\n", await client.AskAsync("HGETALL h"));
    }
}
