using System.Collections.Concurrent;
using K8sCache.Node.Tests.Harness;
using K8sCache.Topology;

namespace K8sCache.Node.Tests.Clusters;

/// <summary>What a write was answered OK for is there after its primary has died.</summary>
public sealed class CrashTests
{
    private const CopyState InSync = CopyState.InSync;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Acknowledged_writes_survive_the_primarys_crash(int seed)
    {
        const int Writers = 4;
        await using var cluster = await TestCluster.StartAsync(3);
        await cluster.ApplyAsync(cluster.Everywhere((0, InSync), (1, InSync), (2, InSync)));
        var acknowledged = new ConcurrentDictionary<string, string>();
        var writers = Enumerable.Range(0, Writers).Select(writer => WriteUntilCutAsync(cluster[0], writer, seed, acknowledged)).ToArray();
        await Eventually.True(() => acknowledged.Count > 500, "writes are flowing");
        await cluster.KillAsync(0);
        await Task.WhenAll(writers);
        await cluster.ApplyAsync(cluster.Everywhere((1, InSync), (2, InSync)), 1, 2);
        foreach (var node in new[] { 1, 2 })
        {
            using var client = await RawClient.ConnectAsync(cluster[node].EndPoint);
            await client.AskAsync("K8SCACHE ROUTER");
            foreach (var (key, value) in acknowledged)
                Assert.Equal($"${value.Length}\r\n{value}\r\n", await client.AskAsync($"GET {key}"));
        }
    }

    [Fact]
    public async Task Where_the_primary_alone_acknowledges_nobody_waits_for_a_dead_copy()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        var topology = cluster.Everywhere((0, InSync), (1, InSync)) with
        {
            Replication = new ReplicationSpec { Factor = 2, Acknowledge = AcknowledgeMode.Primary },
        };
        await cluster.ApplyAsync(topology);
        using var client = await RawClient.ConnectAsync(cluster[0].EndPoint);
        Assert.Equal("+OK\r\n", await client.AskAsync("SET k 1"));
        await Eventually.True(() => cluster[1].Server.State.Engine.Count == 1, "the copy has it too");
        await cluster.KillAsync(1);
        Assert.Equal("+OK\r\n", await client.AskAsync("SET k 2"));

        // What the copy missed is sent when it is back.
        await cluster.RestartAsync(1);
        await cluster.ApplyAsync(topology, 1);
        await Eventually.True(() => cluster[1].Server.State.Engine.Count == 1, "the copy caught up");
    }

    private static async Task WriteUntilCutAsync(
        TestNode node, int writer, int seed, ConcurrentDictionary<string, string> acknowledged)
    {
        using var client = await RawClient.ConnectAsync(node.EndPoint);
        var random = new Random((seed * 100) + writer);
        try
        {
            for (var i = 0; ; i++)
            {
                var key = $"w{writer}-{i}";
                var value = new string('v', random.Next(1, 300));
                if (await client.AskAsync($"SET {key} {value}") != "+OK\r\n")
                    return;
                acknowledged[key] = value;
            }
        }
        catch (System.Net.Sockets.SocketException)
        {
            // The crash, as a client sees it.
        }
    }
}
