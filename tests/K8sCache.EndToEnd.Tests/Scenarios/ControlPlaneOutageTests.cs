using K8sCache.EndToEnd.Tests.Harness;

namespace K8sCache.EndToEnd.Tests.Scenarios;

/// <summary>The operator goes away: reads and writes go on with the last topology, and its return mends what waited.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ControlPlaneOutageTests(KubernetesCluster cluster)
{
    [Fact]
    public async Task Without_the_operator_the_cache_serves_and_its_return_catches_up()
    {
        await using var ns = await cluster.NewNamespaceAsync();
        var cache = await ns.CreateAsync("steady", """{"nodes":{"replicas":2,"memory":"64Mi"},"routing":{"replicas":1}}""");
        Assert.Equal("OK", await cache.CliAsync("SET k v"));
        var deployments = await cluster.GetAsync($"-n {KubernetesCluster.OperatorNamespace} deployments");
        var deployment = (string)deployments["items"]![0]!["metadata"]!["name"]!;
        _ = (await cluster.KubectlAsync($"-n {KubernetesCluster.OperatorNamespace} scale deployment {deployment} --replicas=0")).Text;
        try
        {
            await Eventually.AssertAsync(async () => Assert.Empty(
                (await cluster.GetAsync($"-n {KubernetesCluster.OperatorNamespace} pods"))["items"]!.AsArray()));
            Assert.Equal("v", await cache.CliAsync("GET k"));
            _ = (await ns.KubectlAsync("scale cachecluster steady --replicas=3")).Text;
            Assert.Equal(2, (await cache.PodsAsync("node")).Count);
        }
        finally
        {
            _ = (await cluster.KubectlAsync($"-n {KubernetesCluster.OperatorNamespace} scale deployment {deployment} --replicas=1")).Text;
        }
        await Eventually.EqualAsync(3, async () => (await cache.PodsAsync("node")).Count);
        await ns.WaitReadyAsync("steady");
        Assert.Equal("v", await cache.CliAsync("GET k"));
    }
}
