using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Tests.Api;

namespace K8sCache.LocalCluster.Tests.Patching;

public sealed class LostOwnersTests
{
    [Fact]
    public async Task Owners_that_wrote_in_a_version_that_is_gone_are_lost_with_the_next_write()
    {
        await using var api = await TestApi.StartAsync();
        await api.SendAsync("POST", "/apis/k8scache.io/v1alpha1/namespaces/ns/cacheclusters", """{"metadata":{"name":"c"},"spec":{"replicas":1}}""");
        api.Core.Registry.Remove(TestKinds.CacheClusters.Resource);
        api.Core.Registry.Add(TestKinds.CacheClusters with { Version = "v1alpha2" });
        var (code, patched) = await api.SendAsync(
            "PATCH", "/apis/k8scache.io/v1alpha2/namespaces/ns/cacheclusters/c", """{"spec":{"replicas":2}}""", "application/merge-patch+json");
        Assert.Equal(200, code);
        Assert.Null(patched.Metadata()["managedFields"]);
    }
}
