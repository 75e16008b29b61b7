using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Objects;
using K8sCache.Kubernetes.Tests.Support;

namespace K8sCache.Kubernetes.Tests.Integration;

public sealed class ClientIntegrationTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly IKubernetesClient _client = fixture.Client;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_object_lives_from_create_to_delete()
    {
        var space = await fixture.CreateNamespaceAsync("life");
        var created = await _client.CreateAsync(Cluster(space, "a"), null, Token);
        Assert.Equal(3, created.Spec.Replicas);
        Assert.NotNull(created.Metadata.Uid);

        var updated = await _client.UpdateAsync(created with { Spec = created.Spec with { Replicas = 5 } }, null, Token);
        Assert.Equal(2, updated.Metadata.Generation);
        var stale = await Assert.ThrowsAsync<ApiException>(() => _client.UpdateAsync(created, null, Token));
        Assert.True(stale.IsConflict);

        var status = JsonSerializer.SerializeToElement(new { phase = "Ready" });
        var seen = await _client.UpdateStatusAsync(updated with { Status = status }, null, Token);
        Assert.Equal("Ready", seen.Status!.Value.GetProperty("phase").GetString());
        Assert.Equal(2, seen.Metadata.Generation);

        await Assert.ThrowsAsync<ApiException>(
            () => _client.DeleteAsync<CacheCluster>(created.Key(), new DeleteOptions { Uid = "another" }, Token));
        await _client.DeleteAsync<CacheCluster>(created.Key(), new DeleteOptions { Uid = created.Metadata.Uid }, Token);
        Assert.Null(await _client.FindAsync<CacheCluster>("a", space, Token));
    }

    [Fact]
    public async Task Nonsense_is_refused_by_field()
    {
        var space = await fixture.CreateNamespaceAsync("nonsense");
        var wrong = Cluster(space, "a") with { Spec = new() { Memory = "lots", Replicas = 99 } };
        var error = await Assert.ThrowsAsync<ApiException>(() => _client.CreateAsync(wrong, null, Token));
        Assert.True(error.IsInvalid);
        Assert.Contains(error.Causes, cause => cause.Field == "spec.replicas");
        Assert.Contains(error.Causes, cause => cause.Field == "spec.memory");
    }

    [Fact]
    public async Task Apply_creates_repeats_without_a_write_and_gives_fields_up()
    {
        var space = await fixture.CreateNamespaceAsync("apply");
        var options = new ApplyOptions { FieldManager = "operator" };
        var map = new V1ConfigMap
        {
            Metadata = new() { Name = "m", NamespaceProperty = space, Labels = new Dictionary<string, string> { ["x"] = "1" } },
            Data = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" },
        };
        var first = await _client.ApplyAsync(map, options, Token);
        var again = await _client.ApplyAsync(map, options, Token);
        Assert.Equal(first.Metadata.ResourceVersion, again.Metadata.ResourceVersion);

        var fewer = await _client.ApplyAsync(map with { Data = new Dictionary<string, string> { ["a"] = "1" } }, options, Token);
        Assert.Equal(["a"], fewer.Data!.Keys);
        var other = new ApplyOptions { FieldManager = "other", Force = false };
        var conflict = await Assert.ThrowsAsync<ApiException>(
            () => _client.ApplyAsync(map with { Data = new Dictionary<string, string> { ["a"] = "9" } }, other, Token));
        Assert.Equal(".data.a", Assert.Single(conflict.Causes).Field);
    }

    [Fact]
    public async Task Apply_of_a_status_leaves_the_spec_to_its_owners()
    {
        var space = await fixture.CreateNamespaceAsync("status");
        var created = await _client.CreateAsync(Cluster(space, "a"), null, Token);
        var status = JsonSerializer.SerializeToElement(new { phase = "Ready" });
        var applied = await _client.ApplyStatusAsync(
            created with { Status = status, Spec = created.Spec with { Replicas = 9 } },
            new ApplyOptions { FieldManager = "operator" }, Token);
        Assert.Equal("Ready", applied.Status!.Value.GetProperty("phase").GetString());
        Assert.Equal(3, applied.Spec.Replicas);
        Assert.Equal(1, applied.Metadata.Generation);
    }

    [Fact]
    public async Task Patches_of_every_kind_and_dry_runs()
    {
        var space = await fixture.CreateNamespaceAsync("patches");
        var created = await _client.CreateAsync(Cluster(space, "a"), null, Token);
        var merged = await _client.PatchAsync<CacheCluster>(
            created.Key(), KubernetesPatch.Merge(new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 4 } }), null, Token);
        Assert.Equal(4, merged.Spec.Replicas);
        var patched = await _client.PatchAsync<CacheCluster>(
            created.Key(),
            KubernetesPatch.Json(JsonPatchOperation.Test("/spec/replicas", 4), JsonPatchOperation.Replace("/spec/replicas", 6)),
            null, Token);
        Assert.Equal(6, patched.Spec.Replicas);
        var dry = await _client.PatchAsync<CacheCluster>(
            created.Key(), KubernetesPatch.Merge(new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 8 } }),
            new WriteOptions { DryRun = true }, Token);
        Assert.Equal(8, dry.Spec.Replicas);
        Assert.Equal(6, (await _client.GetAsync<CacheCluster>("a", space, Token)).Spec.Replicas);
    }

    [Fact]
    public async Task Lists_are_paged_and_selected()
    {
        var space = await fixture.CreateNamespaceAsync("lists");
        for (var i = 0; i < 7; i++)
        {
            var labels = new Dictionary<string, string> { ["odd"] = i % 2 == 0 ? "no" : "yes" };
            await _client.CreateAsync(new V1ConfigMap { Metadata = new() { Name = $"m{i}", NamespaceProperty = space, Labels = labels } }, null, Token);
        }
        var all = await _client.ListAsync<V1ConfigMap>(space, new ListOptions { Limit = 2, LabelSelector = "odd" }, Token);
        Assert.Equal(7, all.Items.Count);
        var page = await _client.ListPageAsync<V1ConfigMap>(space, new ListOptions { Limit = 2, LabelSelector = "odd" }, Token);
        Assert.Equal(2, page.Items.Count);
        Assert.NotNull(page.Metadata.ContinueProperty);
        var odd = await _client.ListAsync<V1ConfigMap>(space, new ListOptions { LabelSelector = "odd=yes" }, Token);
        Assert.Equal(["m1", "m3", "m5"], odd.Items.Select(item => item.Metadata.Name!));
        var one = await _client.ListAsync<V1ConfigMap>(space, new ListOptions { FieldSelector = "metadata.name=m4" }, Token);
        Assert.Single(one.Items);
    }

    private static CacheCluster Cluster(string space, string name) => new()
    {
        Metadata = new() { Name = name, NamespaceProperty = space },
        Spec = new() { Memory = "256Mi" },
    };
}
