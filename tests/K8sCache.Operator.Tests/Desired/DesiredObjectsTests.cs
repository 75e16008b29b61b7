using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Yaml;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Tests.OpenApi;
using K8sCache.Operator.Tests.Support;

namespace K8sCache.Operator.Tests.Desired;

/// <summary>One folder a case: the resource, and the objects it becomes.</summary>
public sealed class DesiredObjectsTests
{
    private static readonly string CasesFolder =
        Repository.PathOf("tests", "K8sCache.Operator.Tests", "Desired", "cases");

    public static TheoryData<string> Cases =>
        [.. Directory.GetDirectories(CasesFolder).Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_resource_becomes_the_expected_objects(string name) => Golden.CheckFolder(
        Path.Combine(CasesFolder, name, "expected"),
        ObjectsOf(name).ToDictionary(FileName, obj => KubernetesYaml.Write(OperatorTypes.Json.ToNode(obj))));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Kubernetes_knows_every_field_of_every_object(string name) => Assert.All(
        ObjectsOf(name).Where(obj => KubernetesSchemas.Validator.Knows(obj.ApiVersion, obj.Kind)),
        obj => Assert.Empty(KubernetesSchemas.Validator.Validate(OperatorTypes.Json.ToNode(obj))));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_object_belongs_to_the_cluster(string name) => Assert.All(ObjectsOf(name), obj =>
    {
        var owner = Assert.Single(obj.Metadata.OwnerReferences!);
        Assert.Equal("CacheCluster", owner.Kind);
        Assert.True(owner.Controller);
        Assert.Equal("caches", obj.Metadata.NamespaceProperty);
        Assert.Equal(Labels.NameValue, obj.GetLabel(Labels.Name));
        Assert.Equal(Labels.ManagedByValue, obj.GetLabel(Labels.ManagedBy));
    });

    [Fact]
    public void A_service_monitor_is_left_out_where_the_api_server_does_not_know_it() =>
        Assert.DoesNotContain(
            DesiredObjects.Of(Input("every-field") with { ServiceMonitorsAvailable = false }), obj => obj is ServiceMonitor);

    internal static DesiredInput Input(string name)
    {
        var yaml = File.ReadAllText(Path.Combine(CasesFolder, name, "input.yaml"));
        var cluster = OperatorTypes.Json.Deserialize<CacheCluster>(KubernetesYaml.Parse(yaml));
        return new DesiredInput
        {
            Cluster = cluster,
            Image = new PodImage("registry.example/k8scache-node:1.2.3", "IfNotPresent"),
            NodeReplicas = cluster.Spec.Nodes.Replicas,
            NodePartition = cluster.Spec.Nodes.Replicas,
            ServiceMonitorsAvailable = true,
        };
    }

    private static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> ObjectsOf(string name) => DesiredObjects.Of(Input(name));

    private static string FileName(IKubernetesObject<V1ObjectMeta> obj) => $"{obj.Kind}-{obj.Metadata.Name}.yaml".ToLowerInvariant();
}
