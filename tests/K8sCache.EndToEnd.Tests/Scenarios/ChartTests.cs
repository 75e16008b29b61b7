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
        await cluster.UninstallReleaseAsync(KubernetesCluster.OperatorNamespace);
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

    [Fact]
    public async Task A_second_release_of_the_same_name_lives_beside_the_first()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        var refused = await cluster.InstallReleaseAsync(ns.Name);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("CustomResourceDefinition", refused.Error, StringComparison.Ordinal);

        _ = (await cluster.InstallReleaseAsync(ns.Name, $"--set crds.install=false,watchNamespace={ns.Name}")).Text;
        await cluster.UninstallReleaseAsync(ns.Name);
        // What the second took away was not the first one's.
        await ns.CreateAsync("beside", """{"nodes":{"replicas":1,"memory":"64Mi"},"routing":{"replicas":1}}""");
    }

    [Fact]
    public async Task A_definition_that_stayed_can_be_taken_over_by_a_release_elsewhere()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        await cluster.UninstallReleaseAsync(KubernetesCluster.OperatorNamespace);
        try
        {
            _ = (await cluster.InstallReleaseAsync(ns.Name, "--take-ownership")).Text;
            await ns.CreateAsync("moved", """{"nodes":{"replicas":1,"memory":"64Mi"},"routing":{"replicas":1}}""");
            await cluster.UninstallReleaseAsync(ns.Name);
        }
        finally
        {
            await cluster.InstallOperatorAsync("--take-ownership");
        }
    }
}
