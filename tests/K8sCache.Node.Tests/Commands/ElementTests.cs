using System.Globalization;
using K8sCache.Node.Tests.Harness;

namespace K8sCache.Node.Tests.Commands;

/// <summary>What redis-server 7.0 cannot be asked about lists and sorted sets, or not by random commands.</summary>
public sealed class ElementTests
{
    [Theory]
    [InlineData(2, "*2\r\n:1\r\n$3\r\n2.5\r\n", "*-1\r\n")]
    [InlineData(3, "*2\r\n:1\r\n,2.5\r\n", "_\r\n")]
    public async Task A_rank_comes_with_its_score_as_in_Redis_7_2(int version, string found, string missing)
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        await client.AskAsync($"HELLO {version}");
        await client.AskAsync("ZADD z 1 a 2.5 b 3 c");
        Assert.Equal(found, await client.AskAsync("ZRANK z b WITHSCORE"));
        Assert.Equal(found, await client.AskAsync("ZREVRANK z b withscore"));
        Assert.Equal(missing, await client.AskAsync("ZRANK z nobody WITHSCORE"));
        Assert.Equal(missing, await client.AskAsync("ZRANK none b WITHSCORE"));
        Assert.Equal("-ERR syntax error\r\n", await client.AskAsync("ZRANK z b WITHSCORES"));
        Assert.Equal("-ERR syntax error\r\n", await client.AskAsync("ZRANK z b WITHSCORE x"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(100_000)]
    public async Task A_scan_tells_every_member_of_a_large_set(int count)
    {
        const int Members = 3_000;
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        for (var i = 0; i < Members; i += 100)
            await client.AskAsync("ZADD z " + string.Join(' ', Enumerable.Range(i, 100).Select(n => $"{n} m{n}")));
        var seen = new HashSet<string>();
        var cursor = "0";
        do
        {
            var lines = (await client.AskAsync($"ZSCAN z {cursor} COUNT {count}"))!.Split("\r\n");
            cursor = lines[2];
            seen.UnionWith(lines.Where(line => line.StartsWith('m')));
        }
        while (cursor != "0");
        Assert.Equal(Members, seen.Count);
    }

    [Fact]
    public async Task A_leaderboard_stays_in_order_as_it_grows()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        var random = new Random(7);
        var scores = new Dictionary<string, int>();
        for (var i = 0; i < 5_000; i++)
        {
            var (player, points) = ($"p{random.Next(1_000)}", random.Next(100));
            scores[player] = scores.GetValueOrDefault(player) + points;
            await client.AskAsync($"ZINCRBY board {points} {player}");
        }

        var expected = scores.OrderByDescending(pair => pair.Value).ThenByDescending(pair => pair.Key, StringComparer.Ordinal)
            .Take(10).SelectMany(pair => new[] { pair.Key, pair.Value.ToString(CultureInfo.InvariantCulture) });
        var actual = (await client.AskAsync("ZRANGE board 0 9 REV WITHSCORES"))!.Split("\r\n").Where((_, line) => line % 2 == 0)
            .Skip(1).Where(line => line.Length > 0);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData("ZADD z 1 a", "ZPOPMIN z")]
    [InlineData("ZADD z 1 a", "ZREM z a")]
    [InlineData("ZADD z 1 a", "ZREMRANGEBYSCORE z -inf inf")]
    [InlineData("ZADD z 1 a", "ZDIFFSTORE z 1 none")]
    [InlineData("RPUSH z a", "LPOP z")]
    [InlineData("RPUSH z a", "LREM z 0 a")]
    [InlineData("RPUSH z a", "LTRIM z 1 0")]
    [InlineData("RPUSH z a", "LMOVE z y LEFT LEFT")]
    public async Task What_has_no_elements_is_gone(string fill, string empty)
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        await client.AskAsync(fill);
        await client.AskAsync(empty);
        Assert.Equal(":0\r\n", await client.AskAsync("EXISTS z"));
    }

    [Fact]
    public async Task An_expiry_stays_with_changes_and_ends_with_a_stored_result()
    {
        await using var node = await TestNode.StartAsync();
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        await client.AskAsync("ZADD z 1 a");
        await client.AskAsync("EXPIRE z 1000");
        await client.AskAsync("ZADD z 2 b");
        Assert.NotEqual(":-1\r\n", await client.AskAsync("TTL z"));
        await client.AskAsync("ZUNIONSTORE z 1 z");
        Assert.Equal(":-1\r\n", await client.AskAsync("TTL z"));
    }

    [Fact]
    public async Task Without_room_a_move_loses_nothing()
    {
        await using var node = await TestNode.StartAsync(configure: options => options with
        {
            MemoryBytes = 8 << 20,
            Eviction = Storage.EvictionMode.None,
        });
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        await client.AskAsync("RPUSH l element");
        var filler = new string('x', 100_000);
        for (var i = 0; (await client.AskAsync($"SET k{i} {filler}"))![0] == '+'; i++)
        {
        }

        Assert.StartsWith("-OOM", await client.AskAsync($"RPUSH other {filler}"), StringComparison.Ordinal);
        Assert.StartsWith("-OOM", await client.AskAsync($"ZADD z 1 {filler}"), StringComparison.Ordinal);
        await client.AskAsync("LMOVE l other LEFT LEFT");
        var left = await client.AskAsync("LLEN l");
        var moved = await client.AskAsync("LLEN other");
        Assert.Equal(":1\r\n:0\r\n", left == ":1\r\n" ? left + moved : moved + left);
    }
}
