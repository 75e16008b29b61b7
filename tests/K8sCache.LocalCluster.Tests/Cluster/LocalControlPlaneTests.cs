using K8sCache.Hosting.Lifetime;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Tests.Support;

namespace K8sCache.LocalCluster.Tests.Cluster;

public sealed class LocalControlPlaneTests
{
    [Fact]
    public async Task Two_clusters_run_side_by_side()
    {
        await using var first = await TestCluster.Start(PodRuntimeKind.Pretended);
        await using var second = await TestCluster.Start(PodRuntimeKind.Pretended);
        Assert.NotEqual(first.Cluster.ApiServer, second.Cluster.ApiServer);
        first.Create(KnownResources.ConfigMaps, """{"metadata":{"name":"mine"}}""");
        Assert.Null(second.Find(KnownResources.ConfigMaps, "mine"));
    }

    [Fact]
    public async Task The_API_comes_back_where_it_was_with_what_it_knew()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.Pretended);
        var kubeconfig = await File.ReadAllTextAsync(cluster.Cluster.KubeconfigFile, TestContext.Current.CancellationToken);
        Assert.Contains(cluster.Cluster.ApiServer.Authority, kubeconfig, StringComparison.Ordinal);
        cluster.Create(KnownResources.ConfigMaps, """{"metadata":{"name":"kept"}}""");
        using var http = cluster.Cluster.CreateClient();

        await cluster.Cluster.StopApiAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/readyz", TestContext.Current.CancellationToken));
        await cluster.Cluster.StartApiAsync(TestContext.Current.CancellationToken);
        using var response = await http.GetAsync("/api/v1/namespaces/default/configmaps/kept", TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_port_in_use_is_a_reason_that_names_it()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.None);
        var port = cluster.Cluster.ApiServer.Port;
        var failure = await Assert.ThrowsAsync<StartFailedException>(
            () => LocalControlPlane.StartAsync(new LocalControlPlaneOptions { Port = port }, TestContext.Current.CancellationToken));
        Assert.Contains($"127.0.0.1:{port}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_leaves_no_file()
    {
        var cluster = await TestCluster.Start(PodRuntimeKind.Pretended);
        var folder = Path.GetDirectoryName(cluster.Cluster.KubeconfigFile);
        await cluster.DisposeAsync();
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Without_credentials_nobody_gets_in()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.None);
        using var http = cluster.Cluster.CreateClient();
        http.DefaultRequestHeaders.Authorization = null;
        using var response = await http.GetAsync("/api/v1/namespaces/default/secrets", TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, response.StatusCode);
    }
}
