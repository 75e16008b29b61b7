using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Tests.Api;

namespace K8sCache.LocalCluster.Tests.Patching;

/// <summary>The steps of transcript 05 in miniature, on a schema of every list type.</summary>
public sealed class ServerSideApplyTests : IAsyncLifetime
{
    private const string Demo = "/apis/k8scache.io/v1alpha1/namespaces/ns/cacheclusters/demo";

    private const string Schema = """
        {"type":"object","properties":{"apiVersion":{"type":"string"},"kind":{"type":"string"},
         "metadata":{"allOf":[{"$ref":"#/components/schemas/Meta"}]},
         "spec":{"type":"object","properties":{
          "replicas":{"type":"integer"},
          "args":{"type":"array","items":{"type":"string"}},
          "zones":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}},
          "config":{"type":"object","additionalProperties":{"type":"string"}},
          "ports":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],
            "items":{"type":"object","properties":{"name":{"type":"string"},"port":{"type":"integer"}}}}}},
         "status":{"type":"object","properties":{"phase":{"type":"string"}}}}}
        """;

    private const string Meta = """{"type":"object","properties":{"name":{"type":"string"},"labels":{"type":"object","additionalProperties":{"type":"string"}}}}""";
    private TestApi _api = null!;

    public async ValueTask InitializeAsync() =>
        _api = await TestApi.StartAsync(new PlainHooks().WithSchema("CacheCluster", Schema).WithSchema("Meta", Meta));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Maps_sets_and_keyed_lists_merge_between_managers()
    {
        var (code, _) = await Apply("a", """{"replicas":2,"config":{"a":"1"},"zones":["z1"],"ports":[{"name":"resp","port":1}]}""");
        Assert.Equal(201, code);
        var (_, merged) = await Apply("b", """{"config":{"b":"2"},"zones":["z2"],"ports":[{"name":"admin","port":2}]}""");
        Assert.Equal(
            """{"replicas":2,"config":{"a":"1","b":"2"},"zones":["z1","z2"],"ports":[{"name":"resp","port":1},{"name":"admin","port":2}]}""",
            merged["spec"]!.ToJsonString());
        Assert.Equal(
            """{"f:spec":{"f:config":{"f:b":{}},"f:ports":{"k:{\"name\":\"admin\"}":{"f:name":{},"f:port":{},".":{}}},"f:zones":{"v:\"z2\"":{}}}}""",
            Owned(merged, "b").ToJsonString(K8sCache.LocalCluster.Storage.StoreJson.Options));
    }

    [Fact]
    public async Task What_a_manager_no_longer_names_goes_unless_others_own_it()
    {
        await Apply("a", """{"replicas":2,"config":{"a":"1","b":"2"},"args":["x"]}""");
        await Apply("b", """{"config":{"b":"2"}}""");
        var (_, left) = await Apply("a", """{"replicas":2}""");
        Assert.Equal("""{"replicas":2,"config":{"b":"2"}}""", left["spec"]!.ToJsonString());
    }

    [Fact]
    public async Task Another_managers_value_is_a_conflict_until_forced()
    {
        await Apply("a", """{"replicas":2,"ports":[{"name":"resp","port":1}]}""");
        var (code, status) = await Apply("b", """{"replicas":5,"ports":[{"name":"resp","port":7}]}""");
        Assert.Equal(409, code);
        Assert.Equal(
            "Apply failed with 2 conflicts: conflicts with \"a\":\n- .spec.replicas\n- .spec.ports[name=\"resp\"].port",
            ObjectMeta.Text(status["message"]));
        var (forced, taken) = await Apply("b", """{"replicas":5}""", "&force=true");
        Assert.Equal(200, forced);
        Assert.Equal("""{"f:spec":{"f:replicas":{}}}""", Owned(taken, "b").ToJsonString());
        Assert.DoesNotContain("f:replicas", Owned(taken, "a").ToJsonString(), StringComparison.Ordinal);
        var (_, given) = await Apply("a", """{"ports":[{"name":"resp","port":1}]}""");
        Assert.Equal(5, ObjectMeta.Number(given.At("spec.replicas")));
    }

    [Fact]
    public async Task Updates_own_what_they_change()
    {
        await Apply("a", """{"replicas":2}""");
        var (_, patched) = await _api.SendAsync("PATCH", $"{Demo}?fieldManager=editor", """{"spec":{"replicas":4}}""", "application/merge-patch+json");
        Assert.Equal("""{"f:spec":{"f:replicas":{}}}""", Owned(patched, "editor").ToJsonString());
        var (code, status) = await Apply("a", """{"replicas":2}""");
        Assert.Equal(409, code);
        Assert.Equal("Apply failed with 1 conflict: conflict with \"editor\" using k8scache.io/v1alpha1: .spec.replicas", ObjectMeta.Text(status["message"]));
    }

    [Fact]
    public async Task Applying_the_same_again_writes_nothing()
    {
        var (_, first) = await Apply("a", """{"replicas":2}""");
        var (_, second) = await Apply("a", """{"replicas":2}""");
        Assert.Equal(first.ResourceVersion(), second.ResourceVersion());
    }

    [Fact]
    public async Task Status_is_applied_by_its_own_entry_and_spec_in_it_ignored()
    {
        await Apply("a", """{"replicas":2}""");
        var (_, applied) = await _api.SendAsync(
            "PATCH", $"{Demo}/status?fieldManager=op", """{"apiVersion":"k8scache.io/v1alpha1","kind":"CacheCluster","spec":{"replicas":9},"status":{"phase":"Ready"}}""", "application/apply-patch+yaml");
        Assert.Equal(2, ObjectMeta.Number(applied.At("spec.replicas")));
        Assert.Equal("""{"f:status":{"f:phase":{}}}""", Owned(applied, "op").ToJsonString());
    }

    [Fact]
    public async Task The_first_apply_over_cleared_owners_names_the_past()
    {
        await Apply("a", """{"replicas":2}""");
        await _api.SendAsync("PATCH", Demo, """{"metadata":{"managedFields":[{}]}}""", "application/merge-patch+json");
        var (_, applied) = await Apply("a", """{"replicas":2}""");
        Assert.Contains("f:replicas", Owned(applied, "before-first-apply").ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"colour":"blue"}""", ".spec.colour: field not declared in schema")]
    [InlineData("""{"replicas":"many"}""", ".spec.replicas: expected numeric (int or float), got string")]
    [InlineData("""{"ports":[{"name":"x","port":1},{"name":"x","port":2}]}""", ".spec.ports: duplicate entries for key [name=\"x\"]")]
    public async Task An_intent_that_does_not_fit_the_schema_is_refused(string spec, string problem)
    {
        var (code, status) = await Apply("a", spec);
        Assert.Equal(500, code);
        Assert.Equal(
            $"failed to create typed patch object (/demo; k8scache.io/v1alpha1, Kind=CacheCluster): {problem}",
            ObjectMeta.Text(status["message"]));
    }

    private static JsonNode Owned(JsonObject obj, string manager) =>
        obj.Metadata()["managedFields"]!.AsArray().Single(m => ObjectMeta.Text(m!["manager"]) == manager)!["fieldsV1"]!;

    private Task<(int Code, JsonObject Body)> Apply(string manager, string spec, string query = "") =>
        _api.SendAsync(
            "PATCH",
            $"{Demo}?fieldManager={manager}{query}",
            $$$"""{"apiVersion":"k8scache.io/v1alpha1","kind":"CacheCluster","metadata":{"name":"demo"},"spec":{{{spec}}}}""",
            "application/apply-patch+yaml");
}
