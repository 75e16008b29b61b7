using System.Net;
using System.Text.Json.Nodes;
using K8sCache.Kubernetes.Yaml;
using K8sCache.LocalCluster;
using K8sCache.LocalCluster.Api;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Hosting;
using K8sCache.Operator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Operator.Tests.Loop;

/// <summary>
/// The operator as it runs, against an API server over HTTP with the controllers of Kubernetes behind it. Only the pods'
/// programs are pretended.
/// </summary>
internal sealed class LocalWorld : IAsyncDisposable
{
    public const string Namespace = "default";

    public static readonly string Selector = $"{Labels.ManagedBy}={Labels.ManagedByValue}";

    /// <summary>How long anything here may take on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly GroupResource CacheClusters = new("k8scache.io", "cacheclusters");

    private static readonly GroupResource[] OwnedKinds =
    [
        KnownResources.StatefulSets, KnownResources.Deployments, KnownResources.DaemonSets, KnownResources.Services,
        KnownResources.PodDisruptionBudgets, KnownResources.ConfigMaps,
    ];

    private OperatorServer? _operator;

    private LocalWorld(LocalControlPlane cluster)
    {
        Cluster = cluster;
        Ports = new AdminPorts(cluster.Api);
    }

    public LocalControlPlane Cluster { get; }

    public AdminPorts Ports { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A cluster with our definition and, unless left out, a running operator, and no cache yet.</summary>
    public static async Task<LocalWorld> StartAsync(bool withOperator = true)
    {
        var options = new LocalControlPlaneOptions { Pods = PodRuntimeKind.Pretended };
        var world = new LocalWorld(await LocalControlPlane.StartAsync(options, Cancelled));
        var definition = await File.ReadAllTextAsync(Repository.PathOf("crds", "cacheclusters.k8scache.io.yaml"), Cancelled);
        world.Cluster.Api.Create(KnownResources.CustomResourceDefinitions, null, KubernetesYaml.Parse(definition).AsObject());
        await Eventually.True(
            () => StatusOf(world.Cluster.Api.Get(KnownResources.CustomResourceDefinitions, null, "cacheclusters.k8scache.io"), "Established") == "True",
            "the definition is served", Patience);
        if (withOperator)
            await world.StartOperatorAsync();
        return world;
    }

    public async Task RestartOperatorAsync()
    {
        await _operator!.DisposeAsync();
        await StartOperatorAsync();
    }

    public void Create(string name, string spec) => Cluster.Api.Create(CacheClusters, Namespace, new JsonObject
    {
        ["apiVersion"] = "k8scache.io/v1alpha1",
        ["kind"] = "CacheCluster",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = JsonNode.Parse(spec),
    });

    public void Edit(string name, string patch) => Patch(CacheClusters, name, patch);

    /// <summary>Another spec in place of the whole one.</summary>
    public void Replace(string name, JsonNode spec) => Cluster.Api.As("someone").Patch(
        CacheClusters, Namespace, name, PatchType.Json,
        new JsonArray(new JsonObject { ["op"] = "replace", ["path"] = "/spec", ["value"] = spec.DeepClone() }));

    /// <summary>The topology as its ConfigMap has it.</summary>
    public string TopologyText(string name) =>
        (string?)Cluster.Api.Find(KnownResources.ConfigMaps, Namespace, $"{name}-topology")?["data"]?["topology.json"] ?? "";

    /// <summary>A change by someone who is not the operator.</summary>
    public void Patch(GroupResource resource, string name, string patch) =>
        Cluster.Api.As("someone").Patch(resource, Namespace, name, PatchType.Merge, JsonNode.Parse(patch)!);

    public void Delete(string name) => Cluster.Api.Delete(CacheClusters, Namespace, name);

    public JsonNode? Condition(string name, string type) => Condition(Get(name), type);

    public JsonObject Get(string name) => Cluster.Api.Get(CacheClusters, Namespace, name);

    /// <summary>Waits until a cache is ready, of its newest spec, and nothing changes any more.</summary>
    public Task SettledAsync(string name) => Eventually.True(
        () => Get(name) is var resource && (long?)resource["status"]?["observedGeneration"] == (long?)resource["metadata"]!["generation"]
            && StatusOf(resource, "Ready") == "True" && StatusOf(resource, "Progressing") == "False"
            && StatusOf(resource, "TopologyInSync") == "True",
        "the cache is ready and stable", Patience);

    /// <summary>Every object of ours and every CacheCluster, with the version it was last written at.</summary>
    public IReadOnlyDictionary<string, string> Versions() =>
        OwnedKinds.SelectMany(kind => List(kind, Selector)).Concat(List(CacheClusters, null)).ToDictionary(entry => entry.Name, entry => entry.Version);

    /// <summary>Objects and pods that carry our labels, as <c>resource/name</c>.</summary>
    public IReadOnlyList<string> Owned() =>
        [.. OwnedKinds.Append(KnownResources.Pods).SelectMany(kind => List(kind, Selector)).Select(entry => entry.Name)];

    public async ValueTask DisposeAsync()
    {
        if (_operator is not null)
            await _operator.DisposeAsync();
        await Ports.DisposeAsync();
        await Cluster.DisposeAsync();
    }

    private async Task StartOperatorAsync() => _operator = await OperatorServer.StartAsync(
        new OperatorOptions
        {
            Kubeconfig = Cluster.KubeconfigFile,
            NodeImage = new PodImage("k8scache-node", "IfNotPresent"),
            AdminEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            Identity = $"test_{Guid.NewGuid():N}",
        },
        TimeProvider.System, NullLoggerFactory.Instance, Cancelled);

    private IEnumerable<(string Name, string Version)> List(GroupResource kind, string? selector) =>
        Cluster.Api.List(kind, Namespace, selector).Items.Select(obj =>
            ($"{kind.Plural}/{obj["metadata"]!["name"]}", (string)obj["metadata"]!["resourceVersion"]!));

    private static string? StatusOf(JsonObject obj, string condition) => (string?)Condition(obj, condition)?["status"];

    private static JsonNode? Condition(JsonObject obj, string type) =>
        obj["status"]?["conditions"]?.AsArray().FirstOrDefault(condition => (string?)condition!["type"] == type);
}
