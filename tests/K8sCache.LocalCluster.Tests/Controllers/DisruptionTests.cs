using System.Net;
using System.Text;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;
using K8sCache.LocalCluster.Tests.Support;

namespace K8sCache.LocalCluster.Tests.Controllers;

/// <summary>Disruption budgets and evictions, as transcript 10 shows them.</summary>
public sealed class DisruptionTests
{
    [Fact]
    public async Task A_budget_lets_go_one_pod_at_a_time()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.None);
        for (var i = 0; i < 3; i++)
            ReadyPod(cluster, $"p{i}");
        cluster.Create(KnownResources.PodDisruptionBudgets, """
            {"metadata":{"name":"b"},"spec":{"minAvailable":2,"selector":{"matchLabels":{"app":"p"} } } }
            """);
        await Eventually.True(() => Status(cluster, "disruptionsAllowed") == 1);
        Assert.Equal(3, Status(cluster, "expectedPods"));
        Assert.Equal(HttpStatusCode.Created, (await Evict(cluster, "p0", dryRun: true)).Code);
        Assert.Equal(HttpStatusCode.Created, (await Evict(cluster, "p0")).Code);
        Assert.True(cluster.Find(KnownResources.Pods, "p0")!.IsTerminating());
        await Eventually.True(() => Status(cluster, "currentHealthy") == 2);
        var (code, body) = await Evict(cluster, "p1");
        Assert.Equal(HttpStatusCode.TooManyRequests, code);
        Assert.Contains("The disruption budget b needs 2 healthy pods and has 2 currently", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_budgets_over_one_pod_refuse()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.None);
        ReadyPod(cluster, "p0");
        foreach (var name in (string[])["b", "c"])
        {
            cluster.Create(KnownResources.PodDisruptionBudgets, $$$$"""
                {"metadata":{"name":"{{{{name}}}}"},"spec":{"minAvailable":0,"selector":{"matchLabels":{"app":"p"} } } }
                """);
        }

        Assert.Equal(HttpStatusCode.InternalServerError, (await Evict(cluster, "p0")).Code);
    }

    private static void ReadyPod(TestCluster cluster, string name)
    {
        var pod = cluster.Create(KnownResources.Pods, $$$"""
            {"metadata":{"name":"{{{name}}}","labels":{"app":"p"} },"spec":{"nodeName":"node-a","containers":[{"name":"main","image":"tools"}]} }
            """);
        pod["status"] = System.Text.Json.Nodes.JsonNode.Parse("""{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}""");
        cluster.Api.UpdateStatus(KnownResources.Pods, pod);
    }

    private static int? Status(TestCluster cluster, string field) =>
        cluster.Find(KnownResources.PodDisruptionBudgets, "b").Count("status", field);

    private static async Task<(HttpStatusCode Code, string Body)> Evict(TestCluster cluster, string pod, bool dryRun = false)
    {
        using var http = cluster.Cluster.CreateClient();
        using var body = new StringContent(
            $$$"""{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"{{{pod}}}"}}""", Encoding.UTF8, "application/json");
        var path = $"/api/v1/namespaces/{TestCluster.Namespace}/pods/{pod}/eviction{(dryRun ? "?dryRun=All" : "")}";
        using var response = await http.PostAsync(path, body, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
