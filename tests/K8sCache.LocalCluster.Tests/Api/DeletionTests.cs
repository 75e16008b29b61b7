using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Tests.Api;

public sealed class DeletionTests : IAsyncLifetime
{
    private const string ConfigMaps = "/api/v1/namespaces/ns/configmaps";
    private const string Clusters = "/apis/k8scache.io/v1alpha1/namespaces/ns/cacheclusters";
    private const string Pods = "/api/v1/namespaces/ns/pods";
    private TestApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await TestApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Without_a_finalizer_the_object_goes_at_once()
    {
        await _api.SendAsync("POST", ConfigMaps, """{"metadata":{"name":"a"}}""");
        var (code, status) = await _api.SendAsync("DELETE", $"{ConfigMaps}/a");
        Assert.Equal(200, code);
        Assert.Equal("Success", ObjectMeta.Text(status["status"]));
        Assert.Equal(404, (await _api.SendAsync("DELETE", $"{ConfigMaps}/a")).Code);
    }

    [Fact]
    public async Task A_finalizer_holds_it_until_it_is_removed()
    {
        await _api.SendAsync("POST", Clusters, """{"metadata":{"name":"c","finalizers":["x.io/a"]},"spec":{}}""");
        var (_, marked) = await _api.SendAsync("DELETE", $"{Clusters}/c");
        Assert.True(marked.IsDeleting());
        Assert.Equal(2, marked.Generation());
        var (_, again) = await _api.SendAsync("DELETE", $"{Clusters}/c");
        Assert.Equal(marked.ResourceVersion(), again.ResourceVersion());
        var (refused, status) = await Patch(Clusters, "c", """{"metadata":{"finalizers":["x.io/a","x.io/b"]}}""");
        Assert.Equal(422, refused);
        Assert.Equal(
            "CacheCluster.k8scache.io \"c\" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\"x.io/b\"}",
            ObjectMeta.Text(status["message"]));
        var (taken, conflict) = await _api.SendAsync("POST", Clusters, """{"metadata":{"name":"c"},"spec":{}}""");
        Assert.Equal(409, taken);
        Assert.StartsWith("object is being deleted: ", ObjectMeta.Text(conflict["message"]), StringComparison.Ordinal);
        var (_, last) = await Patch(Clusters, "c", """{"metadata":{"finalizers":null}}""");
        Assert.Equal(marked.ResourceVersion(), last.ResourceVersion());
        Assert.Equal(404, (await _api.SendAsync("GET", $"{Clusters}/c")).Code);
    }

    [Theory]
    [InlineData("Foreground", "foregroundDeletion")]
    [InlineData("Orphan", "orphan")]
    public async Task Propagation_policies_leave_a_finalizer_for_the_collector(string policy, string finalizer)
    {
        await _api.SendAsync("POST", Clusters, """{"metadata":{"name":"c"},"spec":{}}""");
        var (_, marked) = await _api.SendAsync("DELETE", $"{Clusters}/c?propagationPolicy={policy}");
        Assert.Equal([finalizer], marked.Finalizers());
    }

    [Theory]
    [InlineData("""{"kind":"DeleteOptions","preconditions":{"uid":"u"}}""", 409)]
    [InlineData("""{"kind":"DeleteOptions","preconditions":{"resourceVersion":"1"}}""", 409)]
    [InlineData("""{"kind":"DeleteOptions","propagationPolicy":"Sideways"}""", 422)]
    [InlineData("""{"kind":"DeleteOptions","propagationPolicy":"Orphan","orphanDependents":true}""", 422)]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap"}""", 400)]
    [InlineData("""{"kind":"DeleteOptions","dryRun":["All"]}""", 200)]
    public async Task Options_are_checked_before_anything_goes(string options, int code)
    {
        await _api.SendAsync("POST", ConfigMaps, """{"metadata":{"name":"a"}}""");
        Assert.Equal(code, (await _api.SendAsync("DELETE", $"{ConfigMaps}/a", options)).Code);
        Assert.Equal(200, (await _api.SendAsync("GET", $"{ConfigMaps}/a")).Code);
    }

    [Fact]
    public async Task A_bound_pod_gets_its_grace_period_and_only_a_shorter_one_later()
    {
        await _api.SendAsync("POST", Pods, """{"metadata":{"name":"p"},"spec":{"nodeName":"n"}}""");
        Assert.Equal(30, await Grace(null));
        Assert.Equal(5, await Grace("""{"gracePeriodSeconds":5}"""));
        Assert.Equal(5, await Grace("""{"gracePeriodSeconds":60}"""));
        Assert.Equal(0, await Grace("""{"gracePeriodSeconds":0}"""));
        Assert.Equal(404, (await _api.SendAsync("GET", $"{Pods}/p")).Code);

        async Task<long?> Grace(string? options)
        {
            var (_, pod) = await _api.SendAsync("DELETE", $"{Pods}/p", options);
            return ObjectMeta.Number(pod.At("metadata.deletionGracePeriodSeconds"));
        }
    }

    [Fact]
    public async Task A_namespace_stays_until_it_is_finalized_and_takes_nothing_new()
    {
        var (_, marked) = await _api.SendAsync("DELETE", "/api/v1/namespaces/ns");
        Assert.True(marked.IsDeleting());
        var (code, status) = await _api.SendAsync("POST", ConfigMaps, """{"metadata":{"name":"late"}}""");
        Assert.Equal(403, code);
        Assert.Equal(
            "configmaps \"late\" is forbidden: unable to create new content in namespace ns because it is being terminated",
            ObjectMeta.Text(status["message"]));
        marked["spec"]!["finalizers"] = new JsonArray();
        await _api.SendAsync("PUT", "/api/v1/namespaces/ns/finalize", marked.ToJsonString());
        Assert.Equal(404, (await _api.SendAsync("GET", "/api/v1/namespaces/ns")).Code);
    }

    [Fact]
    public async Task A_collection_is_deleted_by_selector_and_shown_as_it_was()
    {
        await _api.SendAsync("POST", ConfigMaps, """{"metadata":{"name":"a","labels":{"t":"x"}}}""");
        await _api.SendAsync("POST", ConfigMaps, """{"metadata":{"name":"b"}}""");
        var (_, list) = await _api.SendAsync("DELETE", $"{ConfigMaps}?labelSelector=t");
        Assert.Single(list["items"]!.AsArray());
        Assert.Equal(200, (await _api.SendAsync("GET", $"{ConfigMaps}/b")).Code);
        Assert.Equal(404, (await _api.SendAsync("GET", $"{ConfigMaps}/a")).Code);
    }

    private Task<(int Code, JsonObject Body)> Patch(string path, string name, string patch) =>
        _api.SendAsync("PATCH", $"{path}/{name}", patch, "application/merge-patch+json");
}
