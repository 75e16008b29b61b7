using K8sCache.LocalCluster.Api;
using K8sCache.Operator.Status;

namespace K8sCache.Operator.Tests.Loop;

/// <summary>The operator's whole loop: informers, queue, server-side apply, leases, and what becomes of it on the server.</summary>
public sealed class OperatorLoopTests : IAsyncLifetime
{
    /// <summary>Passes in which a write that should not be would have been seen.</summary>
    private const int Passes = 3;

    private LocalWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await LocalWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_resource_becomes_its_objects_and_passes_over_it_and_a_restarted_operator_write_nothing()
    {
        _world.Create("demo", """{"routing":{"scheduler":"LeastLoad"}}""");
        await _world.SettledAsync("demo");
        Assert.Equal(
            [
                "configmaps/demo-topology", "deployments/demo-router", "poddisruptionbudgets/demo-nodes",
                "poddisruptionbudgets/demo-router", "pods/demo-nodes-0", "pods/demo-nodes-1", "pods/demo-nodes-2",
                "services/demo", "services/demo-nodes", "statefulsets/demo-nodes",
            ],
            _world.Owned().Where(name => !name.StartsWith("pods/demo-router-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        // The controllers of Kubernetes write a last status of theirs after all is as wished.
        await _world.Ports.AskedAsync(Passes);

        var versions = _world.Versions();
        await _world.Ports.AskedAsync(Passes);
        Assert.Equal(versions, _world.Versions());

        await _world.RestartOperatorAsync();
        await _world.Ports.AskedAsync(Passes);
        Assert.Equal(versions, _world.Versions());
    }

    [Fact]
    public async Task What_others_change_is_put_back()
    {
        _world.Create("demo", "{}");
        await _world.SettledAsync("demo");
        _world.Patch(KnownResources.StatefulSets, "demo-nodes", """{"spec":{"replicas":1}}""");
        _world.Patch(KnownResources.Services, "demo", """{"spec":{"selector":{"app.kubernetes.io/component":"nobody"}}}""");
        _world.Patch(KnownResources.PodDisruptionBudgets, "demo-nodes", """{"metadata":{"labels":{"app.kubernetes.io/component":null}}}""");
        _world.Cluster.Api.Delete(KnownResources.Deployments, LocalWorld.Namespace, "demo-router");

        await Eventually.True(
            () => (int?)Stored(KnownResources.StatefulSets, "demo-nodes")?["spec"]!["replicas"] == 3
                && (string?)Stored(KnownResources.Services, "demo")?["spec"]!["selector"]!["app.kubernetes.io/component"] == "router"
                && (string?)Stored(KnownResources.PodDisruptionBudgets, "demo-nodes")?["metadata"]!["labels"]!["app.kubernetes.io/component"] == "node"
                && Stored(KnownResources.Deployments, "demo-router") is not null,
            "all is as it was", LocalWorld.Patience);
        await _world.SettledAsync("demo");
    }

    [Fact]
    public async Task A_field_that_pods_do_not_have_is_named_and_mending_it_is_enough()
    {
        _world.Create("demo", """{"nodes":{"template":{"affinity":{"colour":"red"}}}}""");
        await Eventually.True(
            () => _world.Condition("demo", "Valid") is { } valid && (string?)valid["reason"] == Reasons.ObjectsRefused
                && ((string)valid["message"]!).Contains(".affinity.colour: field not declared in schema", StringComparison.Ordinal),
            "the condition names the field", LocalWorld.Patience);
        _world.Edit("demo", """{"spec":{"nodes":{"template":{"affinity":null}}}}""");
        await _world.SettledAsync("demo");
    }

    [Fact]
    public async Task What_changed_while_the_API_server_was_away_is_caught_up_with()
    {
        _world.Create("demo", "{}");
        await _world.SettledAsync("demo");
        await _world.Cluster.StopApiAsync();
        _world.Edit("demo", """{"spec":{"nodes":{"replicas":4},"routing":{"scheduler":"Random"}}}""");
        _world.Cluster.Api.Delete(KnownResources.Services, LocalWorld.Namespace, "demo");
        _world.Cluster.Api.Delete(KnownResources.Pods, LocalWorld.Namespace, "demo-nodes-1");
        await _world.Cluster.StartApiAsync(TestContext.Current.CancellationToken);

        await _world.SettledAsync("demo");
        var status = _world.Get("demo")["status"]!;
        Assert.Equal(("Random", "4/4", 2), ((string?)status["scheduler"], (string?)status["nodesReady"], (int?)status["replicationFactor"]));
        Assert.NotNull(Stored(KnownResources.Services, "demo"));
    }

    [Fact]
    public async Task Deletion_leaves_nothing_and_the_name_can_be_used_again()
    {
        _world.Create("demo", "{}");
        await _world.SettledAsync("demo");
        _world.Delete("demo");
        _world.Create("demo", """{"nodes":{"replicas":1}}""");
        await _world.SettledAsync("demo");
        Assert.Contains("pods/demo-nodes-0", _world.Owned());

        _world.Delete("demo");
        await Eventually.True(() => _world.Owned().Count == 0, "everything is collected", LocalWorld.Patience);
    }

    private System.Text.Json.Nodes.JsonObject? Stored(GroupResource resource, string name) =>
        _world.Cluster.Api.Find(resource, LocalWorld.Namespace, name);
}
