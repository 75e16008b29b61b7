using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Kubelet;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Tests.Support;

/// <summary>A local control plane with the shorthand that tests like.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    public const string Namespace = "default";

    private TestCluster(LocalControlPlane cluster) => Cluster = cluster;

    public LocalControlPlane Cluster { get; }

    public IClusterApi Api => Cluster.Api;

    /// <param name="pods">How pods run; as processes, the image <c>tools</c> has the programs of this machine.</param>
    public static async Task<TestCluster> Start(PodRuntimeKind pods)
    {
        var cluster = new TestCluster(await LocalControlPlane.StartAsync(
            new LocalControlPlaneOptions
            {
                Pods = pods,
                Images = new Dictionary<string, IReadOnlyList<string>> { ["tools"] = ["/bin", "/usr/bin"] },
                Kubelet = new KubeletOptions { RestartDelay = TimeSpan.FromMilliseconds(50), RetryDelay = TimeSpan.FromMilliseconds(50) },
            },
            TestContext.Current.CancellationToken));
        // Pods need the account; it is made by a controller.
        await Eventually.True(() => cluster.Api.Find(KnownResources.ServiceAccounts, Namespace, "default") is not null);
        return cluster;
    }

    public JsonObject Create(GroupResource resource, string json) => Api.Create(resource, Namespace, JsonNode.Parse(json)!.AsObject());

    public JsonObject? Find(GroupResource resource, string name) => Api.Find(resource, Namespace, name);

    public JsonObject Merge(GroupResource resource, string name, string patch) =>
        Api.Patch(resource, Namespace, name, PatchType.Merge, JsonNode.Parse(patch)!);

    public IReadOnlyList<JsonObject> Pods(string app) => Api.List(KnownResources.Pods, Namespace, $"app={app}").Items;

    public JsonObject? ContainerStatus(string pod) => Find(KnownResources.Pods, pod).Items("status", "containerStatuses").FirstOrDefault();

    /// <summary>What <c>kubectl logs</c> would print.</summary>
    public async Task<string> Log(string pod, string query = "")
    {
        using var http = Cluster.CreateClient();
        using var response = await http.GetAsync($"/api/v1/namespaces/{Namespace}/pods/{pod}/log?{query}", TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
