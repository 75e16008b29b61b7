using K8sCache.EndToEnd.Tests.Harness;

namespace K8sCache.EndToEnd.Tests.Scenarios;

/// <summary>What a user does with a CacheCluster, from apply to delete.</summary>
[Collection(ClusterCollection.Name)]
public sealed class LifecycleTests(KubernetesCluster cluster)
{
    private const string SmallNodes = """{"nodes":{"replicas":3,"memory":"64Mi"},"routing":{"replicas":1}}""";

    [Fact]
    public async Task An_empty_spec_gives_three_nodes_and_hash()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        var cache = await ns.CreateAsync("plain", "{}");
        Assert.Equal("OK", await cache.CliAsync("SET greeting hello"));
        Assert.Equal("hello", await cache.CliAsync("GET greeting"));
        Assert.Equal(3, (await cache.PodsAsync("node")).Count);

        var table = (await ns.KubectlAsync("get cacheclusters")).Text.Split('\n');
        Assert.StartsWith("NAME ", table[0], StringComparison.Ordinal);
        Assert.Contains("SCHEDULER", table[0], StringComparison.Ordinal);
        Assert.Contains("Hash", table[1], StringComparison.Ordinal);
        var described = (await ns.KubectlAsync("describe cachec plain")).Text;
        Assert.Contains("Ready", described, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hash")]
    [InlineData("Random")]
    [InlineData("LeastLoad")]
    [InlineData("LeastLatency")]
    [InlineData("Adaptive")]
    public async Task Each_scheduler_serves_what_was_written(string scheduler)
    {
        await using var ns = await cluster.NewNamespaceAsync();
        var cache = await ns.CreateAsync("cache",
            $$$"""{"nodes":{"replicas":3,"memory":"64Mi"},"routing":{"scheduler":"{{{scheduler}}}","replicas":1}}""");
        var writes = string.Concat(Enumerable.Range(0, 200).Select(i => $"SET key:{i} value:{i}\n"));
        Assert.Equal(200, Count(await cache.CliAsync("", writes), "OK"));
        // Read several times over, so that a scheduler that may choose a copy has to choose each.
        for (var round = 0; round < 3; round++)
        {
            var reads = string.Concat(Enumerable.Range(0, 200).Select(i => $"GET key:{i}\n"));
            Assert.Equal(Enumerable.Range(0, 200).Select(i => $"value:{i}"), (await cache.CliAsync("", reads)).Split('\n'));
        }
        Assert.Equal("200", await cache.CliAsync("DBSIZE"));
        Assert.Equal(200, (await cache.CliAsync("--scan")).Split('\n').Distinct().Count());
    }

    [Fact]
    public async Task A_scheduler_change_is_live_and_drops_no_connection()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        var cache = await ns.CreateAsync("live", SmallNodes);
        var (host, port) = await cache.EndpointAsync();
        using var client = await RespConnection.OpenAsync(host, port);
        Assert.Equal("+OK", await client.SendAsync("SET", "k", "v"));

        foreach (var scheduler in (string[])["Random", "LeastLoad", "LeastLatency", "Adaptive", "Hash"])
        {
            _ = (await ns.KubectlAsync(
                $"patch cachecluster live --type=merge -p '{{\"spec\":{{\"routing\":{{\"scheduler\":\"{scheduler}\"}}}}}}'")).Text;
            await Eventually.AssertAsync(async () =>
            {
                Assert.Equal("$1 v", await client.SendAsync("GET", "k"));
                Assert.Equal(scheduler, (string?)(await cache.GetAsync())["status"]!["scheduler"]);
            });
        }
        Assert.Equal("$1 v", await client.SendAsync("GET", "k"));
    }

    [Fact]
    public async Task Scaling_up_and_down_loses_no_entry()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        var cache = await ns.CreateAsync("grow", SmallNodes);
        var writes = string.Concat(Enumerable.Range(0, 500).Select(i => $"SET key:{i} value:{i}\n"));
        Assert.Equal(500, Count(await cache.CliAsync("", writes), "OK"));
        foreach (var replicas in (int[])[5, 2])
        {
            _ = (await ns.KubectlAsync($"scale cachecluster grow --replicas={replicas}")).Text;
            await Eventually.EqualAsync(replicas, async () => (await cache.PodsAsync("node")).Count);
            await ns.WaitReadyAsync("grow");
            await Eventually.EqualAsync("True", async () => (await cache.ConditionAsync("TopologyInSync"))?.Status);
            var reads = string.Concat(Enumerable.Range(0, 500).Select(i => $"GET key:{i}\n"));
            Assert.Equal(Enumerable.Range(0, 500).Select(i => $"value:{i}"), (await cache.CliAsync("", reads)).Split('\n'));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_rolling_replacement_loses_no_entry(int copies)
    {
        await using var ns = await cluster.NewNamespaceAsync();
        var cache = await ns.CreateAsync("rolled",
            $$$"""{"nodes":{"replicas":3,"memory":"128Mi"},"replication":{"factor":{{{copies}}}},"routing":{"replicas":1}}""");
        var value = new string('v', 2_000);
        var writes = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"SET key:{i} {value}\n"));
        Assert.Equal(5_000, Count(await cache.CliAsync("", writes), "OK"));
        var before = (await cache.PodsAsync("node")).Select(Uid).ToHashSet();

        _ = (await ns.KubectlAsync("patch cachecluster rolled --type=merge -p '{\"spec\":{\"nodes\":{\"memory\":\"160Mi\"}}}'")).Text;
        await Eventually.AssertAsync(async () =>
        {
            var pods = await cache.PodsAsync("node");
            Assert.Equal(3, pods.Count);
            Assert.DoesNotContain(pods, pod => before.Contains(Uid(pod)));
        }, TimeSpan.FromSeconds(120));
        await ns.WaitReadyAsync("rolled");
        await Eventually.EqualAsync("True", async () => (await cache.ConditionAsync("TopologyInSync"))?.Status);
        Assert.Equal("5000", await cache.CliAsync("DBSIZE"));
    }

    [Fact]
    public async Task A_server_that_is_told_to_end_hands_over_what_only_it_holds()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        var cache = await ns.CreateAsync("moved", """{"nodes":{"replicas":3,"memory":"128Mi"},"routing":{"replicas":1}}""");
        var writes = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"SET key:{i} value:{i}\n"));
        Assert.Equal(5_000, Count(await cache.CliAsync("", writes), "OK"));
        var before = (await cache.PodsAsync("node")).Select(Uid).ToHashSet();

        _ = (await ns.KubectlAsync("delete pod moved-nodes-1 --timeout=60s")).Text;
        await Eventually.AssertAsync(async () => Assert.Contains(await cache.PodsAsync("node"), pod => !before.Contains(Uid(pod))));
        await ns.WaitReadyAsync("moved");
        await Eventually.EqualAsync("True", async () => (await cache.ConditionAsync("TopologyInSync"))?.Status);
        Assert.Equal("5000", await cache.CliAsync("DBSIZE"));
    }

    [Fact]
    public async Task Deleting_it_leaves_nothing_behind()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        await ns.CreateAsync("gone", SmallNodes);
        _ = (await ns.KubectlAsync("delete cachecluster gone --timeout=60s")).Text;
        await Eventually.EqualAsync("", async () => (await ns.KubectlAsync(
            "get statefulset,deployment,replicaset,service,configmap,poddisruptionbudget,pod,endpointslice,secret"
            + " -l app.kubernetes.io/instance=gone -o name")).Text);
    }

    private static string Uid(System.Text.Json.Nodes.JsonNode pod) => (string)pod["metadata"]!["uid"]!;

    private static int Count(string text, string line) => text.Split('\n').Count(l => l == line);
}
