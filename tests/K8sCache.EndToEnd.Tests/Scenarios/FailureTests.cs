using K8sCache.EndToEnd.Tests.Harness;

namespace K8sCache.EndToEnd.Tests.Scenarios;

/// <summary>What goes wrong, and must neither crash nor stick.</summary>
[Collection(ClusterCollection.Name)]
public sealed class FailureTests(KubernetesCluster cluster)
{
    private const string TwoCopies =
        """{"nodes":{"replicas":3,"memory":"64Mi"},"replication":{"factor":2},"routing":{"scheduler":"LeastLoad","replicas":2}}""";

    [Theory]
    [InlineData("""{"nodes":{"replicas":0}}""", "spec.nodes.replicas")]
    [InlineData("""{"nodes":{"replicas":100000}}""", "spec.nodes.replicas")]
    [InlineData("""{"routing":{"scheduler":"Fastest"}}""", "spec.routing.scheduler")]
    [InlineData("""{"replication":{"factor":0}}""", "spec.replication.factor")]
    [InlineData("""{"routing":{"nearCache":{"memory":"9Ei"}}}""", "spec.routing.nearCache.memory: Invalid value: \"9Ei\": must be 1Mi to 128Mi")]
    [InlineData("""{"nodes":{"memory":"8Ei"}}""", "spec.nodes.memory: Invalid value: \"8Ei\": must be 16Mi to 16Ti")]
    [InlineData("""{"limits":{"clientOutputBuffer":"1e30"}}""", "spec.limits.clientOutputBuffer: Invalid value: \"1e30\": must be 1Mi to 1Ti")]
    [InlineData("""{"limits":{"clientOutputBuffer":"1e400"}}""", "spec.limits.clientOutputBuffer: Invalid value: \"1e400\": must be 1Mi to 1Ti")]
    public async Task An_invalid_spec_is_refused_naming_field_and_limit(string spec, string field)
    {
        await using var ns = await cluster.NewNamespaceAsync();
        var refused = await ns.ApplyAsync("bad", spec);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(field, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_field_is_refused()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        var refused = await ns.ApplyAsync("bad", """{"nodez":{}}""");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("nodez", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_node_of_a_replicated_cache_loses_no_entry()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        var cache = await ns.CreateAsync("sturdy", TwoCopies);
        var writes = string.Concat(Enumerable.Range(0, 300).Select(i => $"SET key:{i} value:{i}\n"));
        Assert.Equal(300, (await cache.CliAsync("", writes)).Split('\n').Count(line => line == "OK"));

        _ = (await ns.KubectlAsync("delete pod sturdy-nodes-1 --grace-period=0 --force")).Text;
        var reads = string.Concat(Enumerable.Range(0, 300).Select(i => $"GET key:{i}\n"));
        await Eventually.AssertAsync(async () =>
            Assert.Equal(Enumerable.Range(0, 300).Select(i => $"value:{i}"), (await cache.CliAsync("", reads)).Split('\n')));
        await ns.WaitReadyAsync("sturdy");
        await Eventually.EqualAsync("True", async () => (await cache.ConditionAsync("TopologyInSync"))?.Status);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"value:{i}"), (await cache.CliAsync("", reads)).Split('\n'));
    }

    [Fact]
    public async Task A_killed_router_is_replaced_and_the_service_goes_on()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        var cache = await ns.CreateAsync("routed", TwoCopies);
        Assert.Equal("OK", await cache.CliAsync("SET k v"));
        var router = (string)(await cache.PodsAsync("router"))[0]["metadata"]!["name"]!;
        _ = (await ns.KubectlAsync($"delete pod {router} --grace-period=0 --force")).Text;
        await Eventually.EqualAsync("v", () => cache.CliAsync("GET k"));
        await Eventually.AssertAsync(async () =>
        {
            var pods = await cache.PodsAsync("router");
            Assert.Equal(2, pods.Count);
            Assert.DoesNotContain(pods, pod => (string)pod["metadata"]!["name"]! == router);
        });
        await ns.WaitReadyAsync("routed");
    }

    [Fact]
    public async Task An_impossible_spec_says_why_and_mending_the_spec_is_enough()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        // Allowed by the schema or refused at once: both name the reason. What must not be is silence.
        var applied = await ns.ApplyAsync("wish", """{"nodes":{"replicas":2,"memory":"64Mi"},"replication":{"factor":3}}""");
        if (applied.ExitCode != 0)
        {
            Assert.Contains("factor", applied.Error, StringComparison.Ordinal);
        }
        else
        {
            var cache = new Cache(ns, "wish");
            await Eventually.AssertAsync(async () =>
            {
                var valid = await cache.ConditionAsync("Valid");
                Assert.Equal("False", valid?.Status);
                Assert.Contains("factor", valid?.Message, StringComparison.Ordinal);
            });
        }
        await ns.CreateAsync("wish", """{"nodes":{"replicas":3,"memory":"64Mi"},"replication":{"factor":3}}""");
    }

    [Fact]
    public async Task A_spec_that_is_none_keeps_no_lost_node_in_force_even_for_an_operator_that_restarts()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        var cache = await ns.CreateAsync("steady", TwoCopies);
        _ = (await ns.KubectlAsync(
            "patch cachecluster steady --type=merge -p '{\"spec\":{\"nodes\":{\"template\":{\"resources\":{\"limits\":{\"memory\":\"9999Ei\"}}}}}}'")).Text;
        await Eventually.AssertAsync(async () =>
        {
            var valid = await cache.ConditionAsync("Valid");
            Assert.Equal(("False", "ResourceOutOfRange"), (valid?.Status, valid?.Reason));
            Assert.Contains("spec.nodes.template.resources.limits.memory is 9999Ei, it must be 0 to 1Ei", valid?.Message, StringComparison.Ordinal);
        });

        _ = (await cluster.KubectlAsync($"-n {KubernetesCluster.OperatorNamespace} delete pod -l app.kubernetes.io/component=operator --grace-period=0 --force")).Text;
        _ = (await ns.KubectlAsync("delete pod steady-nodes-1 --grace-period=0 --force")).Text;
        var writes = string.Concat(Enumerable.Range(0, 100).Select(i => $"SET key:{i} value:{i}\n"));
        await Eventually.AssertAsync(async () => Assert.Equal(100, (await cache.CliAsync("", writes)).Split('\n').Count(line => line == "OK")));
        await Eventually.EqualAsync("True", async () => (await cache.ConditionAsync("TopologyInSync"))?.Status);
        Assert.Equal("False", (await cache.ConditionAsync("Valid"))?.Status);

        _ = (await ns.KubectlAsync("patch cachecluster steady --type=merge -p '{\"spec\":{\"nodes\":{\"template\":{\"resources\":null}}}}'")).Text;
        await Eventually.EqualAsync("True", async () => (await cache.ConditionAsync("Valid"))?.Status);
    }

    [Fact]
    public async Task A_missing_secret_says_so_and_creating_it_is_enough()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        _ = (await ns.ApplyAsync("locked", """{"nodes":{"replicas":1,"memory":"64Mi"},"routing":{"replicas":1},"auth":{"secretName":"locked-auth"}}""")).Text;
        var cache = new Cache(ns, "locked");
        await Eventually.AssertAsync(async () =>
        {
            var conditions = (await cache.GetAsync())["status"]?["conditions"]?.ToJsonString() ?? "";
            Assert.Contains("locked-auth", conditions, StringComparison.Ordinal);
        });
        _ = (await ns.KubectlAsync("create secret generic locked-auth --from-literal=password=open-sesame")).Text;
        await ns.WaitReadyAsync("locked");
        Assert.StartsWith("NOAUTH", await cache.CliAsync("GET k"), StringComparison.Ordinal);
        Assert.Equal("OK", await cache.CliAsync("--no-auth-warning -a open-sesame SET k v"));
    }
}
