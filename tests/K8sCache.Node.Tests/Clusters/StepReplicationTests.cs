using K8sCache.Node.Tests.Harness;
using K8sCache.Topology;

namespace K8sCache.Node.Tests.Clusters;

/// <summary>Large values: copies are sent what was changed in them.</summary>
public sealed class StepReplicationTests
{
    private const CopyState InSync = CopyState.InSync;

    [Fact]
    public async Task A_field_of_a_large_hash_costs_its_copy_less_than_a_kilobyte()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, InSync)));
        using var client = await RawClient.ConnectAsync(cluster[0].EndPoint);
        using var copy = await RouterAsync(cluster[1]);
        for (var from = 0; from < 100_000; from += 5_000)
        {
            var fields = string.Join(' ', Enumerable.Range(from, 5_000).Select(i => $"field-{i} value-{i}"));
            Assert.Equal(":5000\r\n", await client.AskAsync($"HSET h {fields}"));
        }

        string[] changes =
        [
            "HSET h field-7 other", "HSET h field-8 other", "HDEL h field-9", "HINCRBY h counter 3", "HSET h new 1 newer 2",
            "HEXPIRE h 100 FIELDS 1 field-10", "EXPIRE h 1000", "PERSIST h",
        ];
        foreach (var change in changes)
        {
            var before = ReceivedBy(cluster[1]);
            Assert.DoesNotContain("-", (await client.AskAsync(change))!, StringComparison.Ordinal);
            Assert.InRange(ReceivedBy(cluster[1]) - before, 1, 1023);
        }

        string[] reads = ["HLEN h", "HGET h field-7", "HGET h counter", "HMGET h field-9 new newer", "PTTL h", "HPEXPIRETIME h FIELDS 1 field-10"];
        foreach (var read in reads)
            Assert.Equal(await client.AskAsync(read), await copy.AskAsync(read));
        Assert.Equal(0, cluster[0].Server.State.Loops.Sum(loop => loop.Replicator.StatesWantedTotal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Values_that_all_loops_change_at_once_are_the_same_on_every_copy_through_a_copys_restart(int seed)
    {
        await using var cluster = await TestCluster.StartAsync(3, acknowledgeTimeout: TimeSpan.FromSeconds(60));
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, InSync), (2, InSync)));
        await FillAsync(cluster[0]);
        var writers = Enumerable.Range(0, 4).Select(writer => WriteAsync(cluster[0], new Random((seed * 10) + writer))).ToArray();
        await Eventually.True(() => StepsOf(cluster[0]) > 200, "steps are sent");
        await cluster.KillAsync(2);
        await cluster.RestartAsync(2);
        var topology = cluster.Everywhere((0, InSync), (1, InSync), (2, InSync));
        await cluster.ApplyAsync(topology);
        await Task.WhenAll(writers);
        string[] reads =
        [
            "HLEN h", "HGET h f3", "HGET h sum", "ZRANGE z 0 -1 WITHSCORES", "LRANGE l 0 -1", "SCARD s", "GETRANGE t 0 -1", "BITCOUNT b", "GET count",
        ];
        using var primary = await RawClient.ConnectAsync(cluster[0].EndPoint);
        // Each key once more, so that the copy that lost them has them.
        await TouchAsync(primary);
        foreach (var copyNode in new[] { 1, 2 })
        {
            using var copy = await RouterAsync(cluster[copyNode]);
            foreach (var read in reads)
                Assert.Equal(await primary.AskAsync(read), await copy.AskAsync(read));
            Assert.Equal(Sorted(await primary.AskAsync("HGETALL h")), Sorted(await copy.AskAsync("HGETALL h")));
            Assert.Equal(Sorted(await primary.AskAsync("SMEMBERS s")), Sorted(await copy.AskAsync("SMEMBERS s")));
        }

        var wanted = cluster[0].Server.State.Loops.Sum(loop => loop.Replicator.StatesWantedTotal);
        Assert.InRange(wanted, 0, StepsOf(cluster[0]) / 4);
    }

    [Fact]
    public async Task A_node_of_an_older_version_that_knows_no_steps_is_sent_states()
    {
        await using var cluster = await TestCluster.StartAsync(1);
        await using var old = new FakePeer(knowsSteps: false, reads: true);
        await cluster.ApplyAsync(With(cluster, old));
        using var client = await RawClient.ConnectAsync(cluster[0].EndPoint);
        Assert.Equal("+OK\r\n", await client.AskAsync($"SET t {new string('x', 50_000)}"));
        Assert.Equal(":50003\r\n", await client.AskAsync("APPEND t abc"));
        Assert.Equal(":50006\r\n", await client.AskAsync("APPEND t abc"));
        Assert.Equal(["PEER", "APPLY", "STEP", "APPLY", "APPLY"], old.Told);
    }

    [Fact]
    public async Task What_a_copy_does_not_read_is_kept_as_keys()
    {
        const int Writes = 400;
        const int Keys = 8;
        await using var cluster = await TestCluster.StartAsync(1, acknowledgeTimeout: TimeSpan.FromSeconds(60));
        await using var slow = new FakePeer(knowsSteps: true, reads: false);
        await cluster.ApplyAsync(With(cluster, slow));
        using var client = await RawClient.ConnectAsync(cluster[0].EndPoint);
        var value = new string('v', 200_000);
        // More than any socket's buffers hold.
        var sending = client.SendAsync(Enumerable.Range(0, Writes).SelectMany(i => RawClient.Encode($"SET k{i % Keys} {value}{i}")).ToArray());
        await Eventually.True(
            () => cluster[0].Server.State.Loops.Sum(loop => loop.Replicator.Behind) == Writes, "all is written here");
        Assert.InRange(cluster[0].Server.State.Loops.Sum(loop => loop.Replicator.PendingBytes), 1, 2 << 20);
        slow.Read();
        for (var i = 0; i < Writes; i++)
            Assert.Equal("+OK\r\n", await client.ReadTextAsync());
        await sending;
        Assert.InRange(slow.Told.Count(told => told == "APPLY"), Keys, Writes - 1);
        await Eventually.True(
            () => cluster[0].Server.State.Loops.Sum(loop => loop.Replicator.Behind) == 0, "nothing is left to be sent");
    }

    private static TopologyDocument With(TestCluster cluster, FakePeer peer)
    {
        var alone = cluster.Everywhere((0, InSync));
        return alone with
        {
            Nodes = [.. alone.Nodes, peer.Describe("other")],
            Slots = [alone.Slots[0] with { Copies = [.. alone.Slots[0].Copies, new SlotCopy("other", InSync)] }],
        };
    }

    private static async Task FillAsync(TestNode node)
    {
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        for (var i = 0; i < 600; i++)
        {
            await client.AskAsync($"HSET h f{i} {new string('v', 50)}");
            await client.AskAsync($"ZADD z {i} m{i}");
            await client.AskAsync($"RPUSH l e{i} {new string('e', 30)}");
            await client.AskAsync($"SADD s member-{i}");
        }

        await client.AskAsync($"SET t {new string('t', 20_000)}");
        await client.AskAsync("SETBIT b 100000 1");
        await client.AskAsync("SET count 0");
    }

    private static async Task WriteAsync(TestNode node, Random random)
    {
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        for (var i = 0; i < 150; i++)
        {
            var element = random.Next(1_000);
            string[] commands =
            [
                $"HSET h f{element} {element}", $"HINCRBY h sum 1", $"HDEL h f{random.Next(1_000)}", $"ZADD z {random.Next(99)} m{element}",
                $"ZREMRANGEBYRANK z {random.Next(50)} {random.Next(50)}", $"LPUSH l e{element}", $"LSET l {random.Next(300)} x{element}",
                "RPOP l", $"LINSERT l BEFORE e{element} y", $"SADD s member-{element}", "SPOP s", $"SETRANGE t {random.Next(19_000)} abc",
                $"APPEND t {element}", $"SETBIT b {random.Next(90_000)} 1", "INCR count",
            ];
            // A whole round at a time, so that much is under way at once.
            await client.SendAsync(commands.SelectMany(command => RawClient.Encode(command)).ToArray());
            foreach (var command in commands)
            {
                var reply = await client.ReadTextAsync();
                Assert.False(reply is null or ['-', ..], $"{command}: {reply}");
            }
        }
    }

    private static async Task TouchAsync(RawClient client)
    {
        string[] commands =
        [
            "HSET h last 1", "ZADD z 1 last", "RPUSH l last", "SADD s last", "APPEND t last", "SETBIT b 99999 1", "INCR count",
        ];
        foreach (var command in commands)
            Assert.NotEqual('-', (await client.AskAsync(command))![0]);
    }

    private static async Task<RawClient> RouterAsync(TestNode node)
    {
        var client = await RawClient.ConnectAsync(node.EndPoint);
        Assert.Equal("+OK\r\n", await client.AskAsync("K8SCACHE ROUTER"));
        return client;
    }

    private static long StepsOf(TestNode node) => node.Server.State.Loops.Sum(loop => loop.Replicator.StepsTotal);

    private static long ReceivedBy(TestNode node) => node.Server.State.Loops.Sum(loop => loop.Counters.BytesIn);

    private static string Sorted(string? reply) =>
        string.Join(' ', reply!.Split("\r\n").Order(StringComparer.Ordinal));
}
