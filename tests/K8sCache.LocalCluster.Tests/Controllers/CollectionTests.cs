using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;
using K8sCache.LocalCluster.Tests.Support;

namespace K8sCache.LocalCluster.Tests.Controllers;

/// <summary>Garbage collection and the end of namespaces, as transcript 07 shows them.</summary>
public sealed class CollectionTests
{
    [Theory]
    [InlineData("Background")]
    [InlineData("Foreground")]
    public async Task Dependents_go_with_their_owner(string propagation)
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.None);
        var owner = cluster.Create(KnownResources.ConfigMaps, """{"metadata":{"name":"owner"}}""");
        Own(cluster, owner, "x");
        Own(cluster, owner, "y");
        cluster.Api.Delete(KnownResources.ConfigMaps, TestCluster.Namespace, "owner", new DeleteOptions { PropagationPolicy = propagation });
        await Eventually.True(() => cluster.Find(KnownResources.ConfigMaps, "x") is null && cluster.Find(KnownResources.ConfigMaps, "y") is null);
        await Eventually.True(() => cluster.Find(KnownResources.ConfigMaps, "owner") is null);
    }

    [Fact]
    public async Task A_foreground_deletion_waits_for_a_dependent_with_a_finalizer()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.None);
        var owner = cluster.Create(KnownResources.ConfigMaps, """{"metadata":{"name":"owner"}}""");
        Own(cluster, owner, "x", """["k8scache.io/hold"]""");
        cluster.Api.Delete(KnownResources.ConfigMaps, TestCluster.Namespace, "owner", new DeleteOptions { PropagationPolicy = "Foreground" });
        await Eventually.True(() => cluster.Find(KnownResources.ConfigMaps, "x")!.IsTerminating());
        Assert.NotNull(cluster.Find(KnownResources.ConfigMaps, "owner"));
        cluster.Merge(KnownResources.ConfigMaps, "x", """{"metadata":{"finalizers":null}}""");
        await Eventually.True(() => cluster.Find(KnownResources.ConfigMaps, "owner") is null);
    }

    [Fact]
    public async Task Orphans_stay_without_their_owner()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.None);
        var owner = cluster.Create(KnownResources.ConfigMaps, """{"metadata":{"name":"owner"}}""");
        // Before and behind it in every list.
        string[] dependents = ["a", "b", "x", "y"];
        foreach (var dependent in dependents) Own(cluster, owner, dependent);
        cluster.Api.Delete(KnownResources.ConfigMaps, TestCluster.Namespace, "owner", new DeleteOptions { PropagationPolicy = "Orphan" });
        await Eventually.True(() => cluster.Find(KnownResources.ConfigMaps, "owner") is null);
        // Whoever looks at everything once more has looked at them, too.
        Own(cluster, owner, "late");
        await Eventually.True(() => cluster.Find(KnownResources.ConfigMaps, "late") is null);
        Assert.All(dependents, dependent => Assert.Null(Assert.IsType<JsonObject>(cluster.Find(KnownResources.ConfigMaps, dependent)).At("metadata", "ownerReferences")));
    }

    [Fact]
    public async Task An_owner_of_another_uid_is_no_owner()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.None);
        var owner = cluster.Create(KnownResources.ConfigMaps, """{"metadata":{"name":"owner"}}""");
        owner.Child("metadata")["uid"] = "11111111-0000-4000-8000-000000000001";
        Own(cluster, owner, "x");
        await Eventually.True(() => cluster.Find(KnownResources.ConfigMaps, "x") is null);
        Assert.NotNull(cluster.Find(KnownResources.ConfigMaps, "owner"));
    }

    [Fact]
    public async Task One_of_two_owners_is_enough_to_stay()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.None);
        var first = cluster.Create(KnownResources.ConfigMaps, """{"metadata":{"name":"o1"}}""");
        var second = cluster.Create(KnownResources.ConfigMaps, """{"metadata":{"name":"o2"}}""");
        Own(cluster, first, "both", more: second);
        cluster.Api.Delete(KnownResources.ConfigMaps, TestCluster.Namespace, "o1");
        await Eventually.True(() => cluster.Find(KnownResources.ConfigMaps, "both").Items("metadata", "ownerReferences").Count() == 1);
        cluster.Api.Delete(KnownResources.ConfigMaps, TestCluster.Namespace, "o2");
        await Eventually.True(() => cluster.Find(KnownResources.ConfigMaps, "both") is null);
    }

    [Fact]
    public async Task A_namespace_goes_once_it_is_empty_and_tells_what_holds_it()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.None);
        cluster.Api.Create(KnownResources.Namespaces, null, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "t" } });
        var held = JsonNode.Parse("""{"metadata":{"name":"held","namespace":"t","finalizers":["k8scache.io/a"]}}""")!.AsObject();
        cluster.Api.Create(KnownResources.ConfigMaps, "t", held);
        cluster.Api.Delete(KnownResources.Namespaces, null, "t");
        await Eventually.True(() => Message(cluster, "NamespaceFinalizersRemaining")
            == "Some content in the namespace has finalizers remaining: k8scache.io/a in 1 resource instances");
        cluster.Api.Patch(KnownResources.ConfigMaps, "t", "held", PatchType.Merge, JsonNode.Parse("""{"metadata":{"finalizers":null}}""")!);
        await Eventually.True(() => cluster.Api.Find(KnownResources.Namespaces, null, "t") is null);
    }

    private static string? Message(TestCluster cluster, string type) => cluster.Api.Find(KnownResources.Namespaces, null, "t")
        .Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type).Text("message");

    private static void Own(TestCluster cluster, JsonObject owner, string name, string finalizers = "[]", JsonObject? more = null)
    {
        var dependent = JsonNode.Parse($$$"""{"metadata":{"name":"{{{name}}}","finalizers":{{{finalizers}}}}}""")!.AsObject();
        var references = new JsonArray(owner.MakeControllerReference("v1", "ConfigMap"));
        if (more?.MakeControllerReference("v1", "ConfigMap") is { } second)
        {
            second["controller"] = false;
            references.Add(second);
        }

        dependent.Child("metadata")["ownerReferences"] = references;
        cluster.Api.Create(KnownResources.ConfigMaps, TestCluster.Namespace, dependent);
    }
}
