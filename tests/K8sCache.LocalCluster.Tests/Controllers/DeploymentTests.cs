using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Controllers.Workloads;
using K8sCache.LocalCluster.Manifests;
using K8sCache.LocalCluster.Tests.Support;

namespace K8sCache.LocalCluster.Tests.Controllers;

public sealed class DeploymentTests
{
    [Fact]
    public async Task A_rollout_makes_a_new_ReplicaSet_and_a_rollback_takes_the_old_one_again()
    {
        await using var cluster = await Start(replicas: 3);
        var first = Newest(cluster).Name();
        Assert.Equal("1", Revision(cluster));

        SetImage(cluster, "tools:2");
        await Rolled(cluster, 3);
        Assert.NotEqual(first, Newest(cluster).Name());
        Assert.Equal("2", Revision(cluster));
        Assert.Equal(0, cluster.Find(KnownResources.ReplicaSets, first).Count("spec", "replicas"));

        SetImage(cluster, "tools:1");
        await Rolled(cluster, 3);
        Assert.Equal(first, Newest(cluster).Name());
        Assert.Equal("3", Revision(cluster));
        Assert.Equal("1", Newest(cluster).Annotation(DeploymentNames.RevisionHistory));
        Assert.Equal(2, cluster.Api.List(KnownResources.ReplicaSets, TestCluster.Namespace).Items.Count);
    }

    [Fact]
    public async Task A_paused_Deployment_scales_but_does_not_roll()
    {
        await using var cluster = await Start(replicas: 2);
        var before = Newest(cluster).Name();
        cluster.Merge(KnownResources.Deployments, "web", """{"spec":{"paused":true,"replicas":4}}""");
        SetImage(cluster, "tools:2");
        await Eventually.True(() => Status(cluster, "readyReplicas") == 4);
        Assert.Equal(before, Assert.Single(cluster.Api.List(KnownResources.ReplicaSets, TestCluster.Namespace).Items).Name());
        Assert.Equal("DeploymentPaused", Condition(cluster, "Progressing"));

        cluster.Merge(KnownResources.Deployments, "web", """{"spec":{"paused":false}}""");
        await Rolled(cluster, 4);
        Assert.NotEqual(before, Newest(cluster).Name());
    }

    [Fact]
    public async Task Recreate_waits_until_every_old_pod_is_gone()
    {
        await using var cluster = await Start(replicas: 2, strategy: """{"type":"Recreate"}""");
        var old = cluster.Pods("web").Select(pod => pod.Uid()).ToHashSet();
        SetImage(cluster, "tools:2");
        await Rolled(cluster, 2);
        Assert.DoesNotContain(cluster.Pods("web"), pod => old.Contains(pod.Uid()));
    }

    [Fact]
    public async Task Deleting_it_deletes_ReplicaSets_and_pods()
    {
        await using var cluster = await Start(replicas: 2);
        cluster.Api.Delete(KnownResources.Deployments, TestCluster.Namespace, "web");
        await Eventually.True(() => cluster.Pods("web").Count == 0);
        await Eventually.True(() => cluster.Api.List(KnownResources.ReplicaSets, TestCluster.Namespace).Items.Count == 0);
    }

    private static async Task<TestCluster> Start(int replicas, string strategy = """{"type":"RollingUpdate"}""")
    {
        var cluster = await TestCluster.Start(PodRuntimeKind.Pretended);
        cluster.Create(KnownResources.Deployments, $$$"""
            {"metadata":{"name":"web"},"spec":{"replicas":{{{replicas}}},"strategy":{{{strategy}}},"selector":{"matchLabels":{"app":"web"}},
             "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"main","image":"tools:1"}]} } } }
            """);
        await Rolled(cluster, replicas);
        return cluster;
    }

    private static Task Rolled(TestCluster cluster, int replicas) => Eventually.True(() =>
        cluster.Find(KnownResources.Deployments, "web") is { } web
        && web.Number("status", "observedGeneration") == web.Generation()
        && Status(cluster, "replicas") == replicas && Status(cluster, "updatedReplicas") == replicas && Status(cluster, "availableReplicas") == replicas
        && Condition(cluster, "Progressing") == "NewReplicaSetAvailable");

    private static void SetImage(TestCluster cluster, string image) => cluster.Merge(
        KnownResources.Deployments, "web", $$$"""{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"{{{image}}}"}]} } } }""");

    private static int? Status(TestCluster cluster, string field) => cluster.Find(KnownResources.Deployments, "web").Count("status", field);

    private static string? Condition(TestCluster cluster, string type) => cluster.Find(KnownResources.Deployments, "web")
        .Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type).Text("reason");

    private static string? Revision(TestCluster cluster) =>
        cluster.Find(KnownResources.Deployments, "web")!.Annotation(DeploymentNames.Revision);

    private static System.Text.Json.Nodes.JsonObject Newest(TestCluster cluster) =>
        cluster.Api.List(KnownResources.ReplicaSets, TestCluster.Namespace).Items.MaxBy(set => set.Count("spec", "replicas"))!;
}
