using K8sCache.Node.Tests.Harness;
using K8sCache.Topology;

namespace K8sCache.Node.Tests.Clusters;

/// <summary>Lists and sorted sets on several nodes.</summary>
public sealed class ElementReplicationTests
{
    [Fact]
    public async Task Lists_and_sorted_sets_are_the_same_on_every_copy_small_and_large()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await cluster.ApplyAsync(cluster.Everywhere((0, CopyState.InSync), (1, CopyState.InSync)));
        using var primary = await RawClient.ConnectAsync(cluster[0].EndPoint);
        using var copy = await RawClient.ConnectAsync(cluster[1].EndPoint);
        await copy.AskAsync("K8SCACHE ROUTER");
        string[] reads =
        [
            "ZRANGE z 0 -1 WITHSCORES", "ZCOUNT z 10 (200", "ZRANK z m50", "LRANGE l 0 -1", "LLEN l", "LINDEX l -3", "ZRANGE {z}u 0 -1 WITHSCORES",
        ];
        var random = new Random(1);
        for (var i = 0; i < 400; i++)
        {
            await primary.AskAsync($"ZADD z {random.Next(400)} m{i} 1.5 m{i / 2}");
            await primary.AskAsync($"RPUSH l {new string('x', random.Next(60))} e{i}");
            if (i % 40 == 7)
            {
                await primary.AskAsync("ZPOPMIN z 3");
                await primary.AskAsync("LMOVE l l LEFT RIGHT");
                await primary.AskAsync("LREM l 2 e3");
                await primary.AskAsync("ZUNIONSTORE {z}u 1 z");
            }

            if (i % 20 != 0)
                continue;
            foreach (var read in reads)
                Assert.Equal(await primary.AskAsync(read), await copy.AskAsync(read));
        }

        await primary.AskAsync("ZREMRANGEBYRANK z 0 -1");
        await primary.AskAsync("LTRIM l 1 0");
        Assert.Equal(":0\r\n", await copy.AskAsync("EXISTS z"));
        Assert.Equal(":0\r\n", await copy.AskAsync("EXISTS l"));
    }

    [Theory]
    [InlineData("ZUNION 2 a b", "-CROSSSLOT")]
    [InlineData("ZUNION 2 {t}a {t}b", "*0")]
    [InlineData("ZUNION 3 {t}a {t}b", "-ERR syntax error")]
    [InlineData("ZUNIONSTORE d 1 a", "-CROSSSLOT")]
    [InlineData("ZUNIONSTORE {a}d 1 a", ":0")]
    [InlineData("LMPOP 2 a b LEFT", "-CROSSSLOT")]
    [InlineData("LMOVE a b LEFT LEFT", "-CROSSSLOT")]
    [InlineData("LMOVE a {a}b LEFT LEFT", "$-1")]
    public async Task Several_keys_must_share_a_slot(string command, string reply)
    {
        await using var cluster = await TestCluster.StartAsync(1);
        await cluster.ApplyAsync(cluster.Everywhere((0, CopyState.InSync)));
        using var client = await RawClient.ConnectAsync(cluster[0].EndPoint);
        Assert.StartsWith(reply, await client.AskAsync(command), StringComparison.Ordinal);
    }
}
