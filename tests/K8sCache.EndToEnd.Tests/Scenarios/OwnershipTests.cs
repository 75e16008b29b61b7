using K8sCache.EndToEnd.Tests.Harness;

namespace K8sCache.EndToEnd.Tests.Scenarios;

/// <summary>What somebody else made is theirs, whatever its name; what a cache left behind is the next one's.</summary>
[Collection(ClusterCollection.Name)]
public sealed class OwnershipTests(KubernetesCluster cluster)
{
    private const string Small = """{"nodes":{"replicas":2,"memory":"64Mi"},"routing":{"replicas":1}}""";

    /// <summary>Others' objects of names a cache <c>shop</c> needs.</summary>
    private const string Others = """
        {"apiVersion":"v1","kind":"Service","metadata":{"name":"shop","labels":{"app":"legacy"}},"spec":{"selector":{"app":"legacy"},"ports":[{"port":80}]}}
        ---
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"shop-topology"},"data":{"topology.json":"mine"}}
        """;

    [Fact]
    public async Task Names_that_are_taken_are_said_left_alone_and_gone_on_with_once_they_are_free()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        _ = (await ns.KubectlAsync("apply -f -", Others)).Text;
        var before = await OthersAsync(ns);
        _ = (await ns.ApplyAsync("shop", Small)).Text;
        var cache = new Cache(ns, "shop");
        await Eventually.AssertAsync(async () =>
        {
            var valid = await cache.ConditionAsync("Valid");
            Assert.Equal(("False", "NameTaken"), (valid?.Status, valid?.Reason));
            Assert.Contains("Service shop exists and is not of CacheCluster shop", valid?.Message, StringComparison.Ordinal);
            Assert.Contains("ConfigMap shop-topology exists and is not of CacheCluster shop", valid?.Message, StringComparison.Ordinal);
        });
        Assert.Equal("", await MadeAsync(ns));
        Assert.Equal(before, await OthersAsync(ns));

        _ = (await ns.KubectlAsync("delete cachecluster shop --timeout=60s")).Text;
        Assert.Equal(before, await OthersAsync(ns));

        _ = (await ns.ApplyAsync("shop", Small)).Text;
        await Eventually.EqualAsync("NameTaken", async () => (await cache.ConditionAsync("Valid"))?.Reason);
        _ = (await ns.KubectlAsync("delete configmap shop-topology")).Text;
        await Eventually.AssertAsync(async () =>
            Assert.DoesNotContain("ConfigMap", (await cache.ConditionAsync("Valid"))?.Message, StringComparison.Ordinal));
        Assert.Equal("", await MadeAsync(ns));
        _ = (await ns.KubectlAsync("delete service shop")).Text;
        await ns.WaitReadyAsync("shop");
        Assert.Equal("OK", await cache.CliAsync("SET k v"));
    }

    [Fact]
    public async Task A_name_that_is_lost_while_the_cache_runs_is_said_and_used_again_once_it_is_free()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        await ns.CreateAsync("shop", """{"nodes":{"replicas":3,"memory":"64Mi"},"replication":{"factor":2},"routing":{"replicas":1}}""");
        // Nobody's, and without our labels: a stranger's from now on.
        _ = (await ns.KubectlAsync(
            "patch configmap shop-topology --type=merge -p '{\"metadata\":{\"labels\":null,\"ownerReferences\":null}}'")).Text;
        var cache = new Cache(ns, "shop");
        await Eventually.EqualAsync("NameTaken", async () => (await cache.ConditionAsync("Valid"))?.Reason);
        _ = (await ns.KubectlAsync("delete pod shop-nodes-1 --grace-period=0 --force")).Text;
        await Eventually.EqualAsync("OK", () => cache.CliAsync("SET k v"));
        await Eventually.EqualAsync("True", async () => (await cache.ConditionAsync("Ready"))?.Status);
        _ = (await ns.KubectlAsync("delete configmap shop-topology")).Text;
        await Eventually.EqualAsync("True", async () => (await cache.ConditionAsync("Valid"))?.Status);
        await ns.WaitReadyAsync("shop");
        Assert.Equal("OK", await cache.CliAsync("SET k v"));
    }

    [Fact]
    public async Task What_a_cache_left_as_orphans_is_taken_back_with_its_entries()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        var cache = await ns.CreateAsync("shop", Small);
        var writes = string.Concat(Enumerable.Range(0, 200).Select(i => $"SET key:{i} value:{i}\n"));
        Assert.Equal(200, (await cache.CliAsync("", writes)).Split('\n').Count(line => line == "OK"));
        var pods = await UidsAsync(cache);

        _ = (await ns.KubectlAsync("delete cachecluster shop --cascade=orphan --timeout=60s")).Text;
        var made = await MadeAsync(ns);
        Assert.Contains("statefulset.apps/shop-nodes", made, StringComparison.Ordinal);
        await ns.CreateAsync("shop", Small);

        await Eventually.AssertAsync(async () =>
        {
            var owner = (string?)(await cache.GetAsync())["metadata"]!["uid"];
            Assert.All(
                await Task.WhenAll(new[] { "statefulset shop-nodes", "service shop", "configmap shop-topology" }.Select(ns.GetAsync)),
                obj => Assert.Equal(owner, (string?)Assert.Single(obj["metadata"]!["ownerReferences"]!.AsArray())!["uid"]));
        });
        Assert.Equal(pods, await UidsAsync(cache));
        var reads = string.Concat(Enumerable.Range(0, 200).Select(i => $"GET key:{i}\n"));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"value:{i}"), (await cache.CliAsync("", reads)).Split('\n'));
        await Eventually.AssertAsync(async () => Assert.Contains(
            "StatefulSet shop-nodes was left by a cluster of this name", (await ns.KubectlAsync("get events --field-selector reason=Adopted")).Text, StringComparison.Ordinal));
    }

    /// <summary>All of the others' objects: versions too, so that a write that changed nothing shows as well.</summary>
    private static async Task<string> OthersAsync(CacheNamespace ns)
        => (await ns.GetAsync("service shop")).ToJsonString() + (await ns.GetAsync("configmap shop-topology")).ToJsonString();

    /// <summary>What the operator made for the cache, by name.</summary>
    private static async Task<string> MadeAsync(CacheNamespace ns) => (await ns.KubectlAsync(
        "get statefulset,deployment,service,configmap,poddisruptionbudget,pod -l app.kubernetes.io/managed-by=k8scache-operator -o name")).Text;

    private static async Task<IReadOnlyList<string>> UidsAsync(Cache cache)
        => [.. (await cache.PodsAsync("node")).Select(pod => (string)pod["metadata"]!["uid"]!).Order(StringComparer.Ordinal)];
}
