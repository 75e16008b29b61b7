using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Tests.Api;

public sealed class CrudTests : IAsyncLifetime
{
    private const string ConfigMaps = "/api/v1/namespaces/ns/configmaps";
    private const string Clusters = "/apis/k8scache.io/v1alpha1/namespaces/ns/cacheclusters";
    private TestApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await TestApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_created_object_has_its_system_fields_and_is_read_back()
    {
        var (code, created) = await _api.SendAsync("POST", ConfigMaps, """{"metadata":{"generateName":"a-"},"data":{"k":"v"}}""");
        Assert.Equal(201, code);
        Assert.Matches("^a-[a-z0-9]{5}$", created.Name());
        Assert.Equal("ns", created.Namespace());
        Assert.True(Guid.TryParse(created.Uid(), out _));
        var (_, read) = await _api.SendAsync("GET", $"{ConfigMaps}/{created.Name()}");
        Assert.True(JsonNode.DeepEquals(created, read));
    }

    [Theory]
    [InlineData("POST", "/configmaps", """{"metadata":{}}""", 422, "ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required")]
    [InlineData("POST", "/configmaps", """{"metadata":{"name":"b","namespace":"x"}}""", 400, "the namespace of the provided object does not match the namespace sent on the request")]
    [InlineData("GET", "/configmaps/nope", null, 404, "configmaps \"nope\" not found")]
    [InlineData("PUT", "/configmaps", "{}", 405, "the server does not allow this method on the requested resource")]
    [InlineData("POST", "/configmaps/a", "{}", 405, "the server does not allow this method on the requested resource")]
    [InlineData("GET", "/widgets", null, 404, "the server could not find the requested resource")]
    [InlineData("GET", "/configmaps?labelSelector=odd%20in%200", null, 400, "unable to parse requirement: found '0' expected: '('")]
    [InlineData("GET", "/configmaps?fieldSelector=data.k=v", null, 400, "\"data.k\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"")]
    [InlineData("GET", "/configmaps?continue=bm9wZQ", null, 400, "invalid continue token: continue key is not valid: invalid character 'o' in literal null (expecting 'u')")]
    [InlineData("GET", "/configmaps?limit=x", null, 400, "strconv.ParseInt: parsing \"x\": invalid syntax")]
    [InlineData("GET", "/configmaps?resourceVersion=999999999", null, 504, "Timeout: Too large resource version: 999999999, current: 2")]
    [InlineData("POST", "/configmaps?dryRun=yes", "{}", 422, "CreateOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"yes\"]: supported values: \"All\"")]
    public async Task Failures_have_the_servers_own_words(string method, string path, string? body, int code, string message)
    {
        var (actual, status) = await _api.SendAsync(method, "/api/v1/namespaces/ns" + path, body);
        Assert.Equal(message, ObjectMeta.Text(status["message"]));
        Assert.Equal(code, actual);
    }

    [Fact]
    public async Task A_stale_version_is_a_conflict_and_equal_content_no_write()
    {
        var (_, first) = await _api.SendAsync("POST", ConfigMaps, """{"metadata":{"name":"a"},"data":{"k":"1"}}""");
        first["data"]!["k"] = "2";
        var (code, second) = await _api.SendAsync("PUT", $"{ConfigMaps}/a", first.ToJsonString());
        Assert.Equal(200, code);
        var (stale, status) = await _api.SendAsync("PUT", $"{ConfigMaps}/a", first.ToJsonString());
        Assert.Equal(409, stale);
        Assert.Equal(
            "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes to the latest version and try again",
            ObjectMeta.Text(status["message"]));
        var (_, same) = await _api.SendAsync("PUT", $"{ConfigMaps}/a", second.ToJsonString());
        Assert.Equal(second.ResourceVersion(), same.ResourceVersion());
    }

    [Fact]
    public async Task Status_and_spec_are_written_apart_and_only_spec_moves_the_generation()
    {
        await _api.SendAsync("POST", Clusters, """{"apiVersion":"k8scache.io/v1alpha1","kind":"CacheCluster","metadata":{"name":"c"},"spec":{"replicas":1},"status":{"phase":"Ready"}}""");
        var (_, main) = await _api.SendAsync("PATCH", $"{Clusters}/c", """{"spec":{"replicas":2},"status":{"phase":"Ready"}}""", "application/merge-patch+json");
        Assert.Null(main["status"]);
        Assert.Equal(2, main.Generation());
        var (_, status) = await _api.SendAsync("PATCH", $"{Clusters}/c/status", """{"metadata":{"labels":{"a":"b"}},"spec":{"replicas":9},"status":{"phase":"Ready"}}""", "application/merge-patch+json");
        Assert.Equal("Ready", ObjectMeta.Text(status.At("status.phase")));
        Assert.Equal(2, ObjectMeta.Number(status.At("spec.replicas")));
        Assert.Equal(2, status.Generation());
        Assert.Empty(status.Labels());
    }

    [Fact]
    public async Task Pages_show_the_state_of_the_first_one()
    {
        foreach (var name in (string[])["a", "b", "c"])
            await _api.SendAsync("POST", ConfigMaps, $$$"""{"metadata":{"name":"{{{name}}}"}}""");
        var (_, first) = await _api.SendAsync("GET", $"{ConfigMaps}?limit=2");
        Assert.Equal(1, ObjectMeta.Number(first.At("metadata.remainingItemCount")));
        await _api.SendAsync("PATCH", $"{ConfigMaps}/c", """{"data":{"new":"1"}}""", "application/merge-patch+json");
        var (_, second) = await _api.SendAsync("GET", $"{ConfigMaps}?limit=2&continue={first.MetaText("continue")}");
        Assert.Equal(first.ResourceVersion(), second.ResourceVersion());
        Assert.Null(second["items"]![0]!["data"]);
        _api.Core.Store.Compact();
        var (gone, status) = await _api.SendAsync("GET", $"{ConfigMaps}?limit=2&continue={first.MetaText("continue")}");
        Assert.Equal(410, gone);
        var (code, rest) = await _api.SendAsync("GET", $"{ConfigMaps}?limit=2&continue={status.MetaText("continue")}");
        Assert.Equal(200, code);
        Assert.NotNull(rest["items"]![0]!["data"]);
    }

    [Fact]
    public async Task Scale_reads_and_writes_its_parent()
    {
        await _api.SendAsync("POST", Clusters, """{"metadata":{"name":"c"},"spec":{"replicas":1}}""");
        var (code, scale) = await _api.SendAsync("PATCH", $"{Clusters}/c/scale", """{"spec":{"replicas":4}}""", "application/merge-patch+json");
        Assert.Equal(200, code);
        Assert.Equal("Scale", ObjectMeta.Text(scale["kind"]));
        var (_, parent) = await _api.SendAsync("GET", $"{Clusters}/c");
        Assert.Equal(4, ObjectMeta.Number(parent.At("spec.replicas")));
        Assert.Equal(2, parent.Generation());
    }

    [Fact]
    public async Task Put_creates_where_the_kind_allows_it()
    {
        var lease = """{"metadata":{"name":"l","resourceVersion":"7"},"spec":{"holderIdentity":"me"}}""";
        var (created, _) = await _api.SendAsync("PUT", "/apis/coordination.k8s.io/v1/namespaces/ns/leases/l", lease);
        Assert.Equal(201, created);
        var (missing, _) = await _api.SendAsync("PUT", $"{ConfigMaps}/missing", """{"metadata":{"name":"missing"}}""");
        Assert.Equal(404, missing);
    }

    [Fact]
    public async Task A_dry_run_shows_the_result_and_stores_nothing()
    {
        var (code, shown) = await _api.SendAsync("POST", $"{ConfigMaps}?dryRun=All", """{"metadata":{"name":"dry"}}""");
        Assert.Equal(201, code);
        Assert.NotEmpty(shown.Uid());
        Assert.Empty(shown.ResourceVersion());
        Assert.Equal(404, (await _api.SendAsync("GET", $"{ConfigMaps}/dry")).Code);
    }
}
