using K8sCache.EndToEnd.Tests.Harness;

namespace K8sCache.EndToEnd.Tests.Scenarios;

/// <summary>The chart's life: upgrade and uninstall under running caches.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ChartTests(KubernetesCluster cluster)
{
    [Fact]
    public async Task Upgrade_and_uninstall_keep_the_caches_and_their_definition()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        var cache = await ns.CreateAsync("kept", """{"nodes":{"replicas":1,"memory":"64Mi"},"routing":{"replicas":1}}""");
        Assert.Equal("OK", await cache.CliAsync("SET k v"));
        var podBefore = (string)(await cache.PodsAsync("node"))[0]["metadata"]!["uid"]!;

        await cluster.InstallOperatorAsync();
        _ = (await cluster.HelmAsync($"uninstall k8scache --namespace {KubernetesCluster.OperatorNamespace} --wait --timeout 60s")).Text;
        try
        {
            Assert.Equal("v", await cache.CliAsync("GET k"));
            Assert.Contains("cacheclusters.k8scache.io", (await cluster.KubectlAsync("get crds -o name")).Text, StringComparison.Ordinal);
        }
        finally
        {
            await cluster.InstallOperatorAsync();
        }
        await ns.WaitReadyAsync("kept");
        Assert.Equal("v", await cache.CliAsync("GET k"));
        Assert.Equal(podBefore, (string)(await cache.PodsAsync("node"))[0]["metadata"]!["uid"]!);
    }
}
