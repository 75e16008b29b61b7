using System.Net;
using System.Text.Json.Nodes;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Objects;
using K8sCache.Kubernetes.Tests.Support;

namespace K8sCache.Kubernetes.Tests.Client;

/// <summary>Typed calls against what a real API server was recorded to answer; requests must be the recorded ones too.</summary>
public sealed class RecordedAnswersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_go_on_page_after_page_and_keep_the_first_version()
    {
        await using var server = await ReplayServer.StartAsync("03-crud-errors", 115, 116, 117);
        using var client = server.CreateClient();
        var list = await client.ListAsync<CacheCluster>("t03new", new ListOptions { Limit = 2 }, Token);
        server.AssertReplayed();
        Assert.Equal(list.Items.Count, list.Items.Select(item => item.Metadata.Name).Distinct().Count());
        Assert.True(list.Items.Count > 4);
        Assert.Null(list.Metadata.ContinueProperty);
        Assert.NotNull(list.Metadata.ResourceVersion);
        Assert.All(list.Items, item => Assert.Equal("CacheCluster", item.Kind));
    }

    [Fact]
    public async Task An_expired_page_is_told_apart()
    {
        await using var server = await ReplayServer.StartAsync("06-watch", 72);
        using var client = server.CreateClient();
        var error = await Assert.ThrowsAsync<ApiException>(() => client.SendAsync(
            HttpMethod.Get, "/api/v1/namespaces/t06/events?limit=2&continue=<continue-3>", null, Token));
        server.AssertReplayed();
        Assert.True(error.IsExpired);
        Assert.Equal(StatusReasons.Expired, error.Reason);
    }

    [Fact]
    public async Task A_lease_is_created_read_renewed_and_lost()
    {
        await using var server = await ReplayServer.StartAsync("11-lease", 1, 2, 3, 4, 5, 6, 32);
        using var client = server.CreateClient();
        var recorded = Transcript.Load("11-lease");
        V1Lease Body(int step) => TestTypes.Json.Deserialize<V1Lease>(recorded.Step(step).Request.Body!);
        V1Lease InNamespace(V1Lease lease) => lease with { Metadata = lease.Metadata with { NamespaceProperty = "t11" } };

        Assert.Null(await client.FindAsync<V1Lease>("leader", "t11", Token));
        var created = await client.CreateAsync(InNamespace(Body(2)), null, Token);
        Assert.Equal("rv201", created.Metadata.ResourceVersion);
        var taken = await Assert.ThrowsAsync<ApiException>(() => client.CreateAsync(InNamespace(Body(3)), null, Token));
        Assert.True(taken.IsAlreadyExists);
        Assert.False(taken.IsConflict);
        Assert.Equal(created.Spec, (await client.GetAsync<V1Lease>("leader", "t11", Token)).Spec);
        var renewed = await client.UpdateAsync(InNamespace(Body(5)), null, Token);
        Assert.Equal("rv501", renewed.Metadata.ResourceVersion);
        Assert.Equal(1234560, renewed.Spec.RenewTime!.Value.Ticks % TimeSpan.TicksPerSecond);
        var late = await Assert.ThrowsAsync<ApiException>(() => client.UpdateAsync(InNamespace(Body(6)), null, Token));
        Assert.True(late.IsConflict);
        await client.DeleteAsync<V1Lease>(
            new ObjectKey("t11", "leader"), new DeleteOptions { ResourceVersion = "rv2801" }, Token);
        server.AssertReplayed();
    }

    [Fact]
    public async Task Server_side_apply_creates_and_names_conflicts()
    {
        await using var server = await ReplayServer.StartAsync("05-server-side-apply", 1, 13, 16);
        using var client = server.CreateClient();
        var recorded = Transcript.Load("05-server-side-apply");
        CacheCluster Intent(int step)
        {
            var intent = TestTypes.Json.Deserialize<CacheCluster>(recorded.Step(step).Request.Body!);
            return intent with { Metadata = intent.Metadata with { NamespaceProperty = "t05" } };
        }

        var applied = await client.ApplyAsync(Intent(1), new ApplyOptions { FieldManager = "mgr-a", Force = false }, Token);
        Assert.Equal(1, applied.Metadata.Generation);
        var error = await Assert.ThrowsAsync<ApiException>(() => client.ApplyAsync(
            Intent(13), new ApplyOptions { FieldManager = "mgr-b", Force = false }, Token));
        Assert.True(error.IsConflict);
        Assert.Equal(".spec.replicas", Assert.Single(error.Causes).Field);
        await client.ApplyAsync(Intent(16), new ApplyOptions { FieldManager = "mgr-b" }, Token);
        server.AssertReplayed();
    }

    [Fact]
    public async Task Merge_patches_are_sent_as_such()
    {
        await using var server = await ReplayServer.StartAsync("04-patches", 2, 3);
        using var client = server.CreateClient();
        var recorded = Transcript.Load("04-patches");
        foreach (var step in new[] { 2, 3 })
        {
            var patch = KubernetesPatch.Merge(recorded.Step(step).Request.Body!.AsObject());
            var patched = await client.PatchAsync<CacheCluster>(new ObjectKey("t04", "demo"), patch, null, Token);
            Assert.Equal(step, patched.Metadata.Generation);
        }
        server.AssertReplayed();
    }

    [Fact]
    public async Task A_json_patch_whose_test_fails_is_invalid_not_a_conflict()
    {
        await using var server = await ReplayServer.StartAsync("11-lease", 16);
        using var client = server.CreateClient();
        var operations = Transcript.Load("11-lease").Step(16).Request.Body!.AsArray()
            .Select(operation => TestTypes.Json.Deserialize<JsonPatchOperation>(operation!));
        var error = await Assert.ThrowsAsync<ApiException>(() => client.PatchAsync<V1Lease>(
            new ObjectKey("t11", "leader"), KubernetesPatch.Json([.. operations]), null, Token));
        server.AssertReplayed();
        Assert.True(error.IsInvalid);
        Assert.False(error.IsConflict);
    }

    [Fact]
    public async Task A_kind_that_is_not_installed_is_not_an_object_that_is_missing()
    {
        await using var server = await FakeApiServer.StartAsync((context, _) =>
        {
            context.Response.StatusCode = 404;
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "404 page not found\n");
        });
        using var client = server.CreateClient();
        var error = await Assert.ThrowsAsync<ApiException>(() => client.FindAsync<CacheCluster>("a", "b", Token));
        Assert.Equal(HttpStatusCode.NotFound, error.Code);
        Assert.Equal(StatusReasons.NotFound, error.Reason);
        Assert.Contains("404 page not found", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("03-crud-errors")]
    [InlineData("04-patches")]
    [InlineData("05-server-side-apply")]
    [InlineData("07-deletion")]
    [InlineData("11-lease")]
    [InlineData("12-events")]
    [InlineData("14-rbac")]
    public async Task Every_recorded_failure_is_understood(string transcript)
    {
        var failures = Transcript.Load(transcript).Steps
            .Where(step => step.Events is null && step.Response.Status >= 400)
            .ToArray();
        Assert.NotEmpty(failures);
        foreach (var step in failures)
        {
            await using var server = await FakeApiServer.StartAsync((context, _) =>
            {
                context.Response.StatusCode = step.Response.Status;
                var text = step.Response.Body is JsonObject body ? body.ToJsonString() : step.Response.Body?.ToString() ?? "";
                return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, text);
            });
            using var client = server.CreateClient();
            var error = await Assert.ThrowsAsync<ApiException>(
                () => client.SendAsync(HttpMethod.Get, "/anything", null, Token));
            Assert.Equal(step.Response.Status, (int)error.Code);
            if (step.Response.Body is JsonObject { } status)
            {
                Assert.Equal(status["reason"]?.ToString() ?? StatusReasons.Unknown, error.Reason);
                Assert.Equal(status["details"]?["causes"]?.AsArray().Count ?? 0, error.Causes.Count);
            }
        }
    }
}
