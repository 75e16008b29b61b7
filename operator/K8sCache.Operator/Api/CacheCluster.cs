using System.Text.Json.Serialization;
using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Crd;

namespace K8sCache.Operator.Api;

/// <summary>A distributed cache, as its users ask for it and as the operator found it.</summary>
[KubernetesEntity(Group = ApiGroup, ApiVersion = Version, Kind = nameof(CacheCluster), PluralName = "cacheclusters")]
[CustomResource(ShortNames = ["cachec"], Categories = ["all"])]
[ScaleSubresource(".spec.nodes.replicas", ".status.replicas", LabelSelectorPath = ".status.selector")]
[PrinterColumn(0, "Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status")]
[PrinterColumn(1, "Nodes", "string", ".status.nodesReady", Description = "Nodes ready / wanted")]
[PrinterColumn(2, "Scheduler", "string", ".spec.routing.scheduler")]
[PrinterColumn(3, "RF", "integer", ".status.replicationFactor", Description = "Copies of each slot")]
[PrinterColumn(4, "Epoch", "integer", ".status.topologyEpoch", Description = "Number of the topology in force")]
[PrinterColumn(5, "Phase", "string", ".status.phase")]
[PrinterColumn(6, "Endpoint", "string", ".status.endpoint", Description = "What clients connect to")]
[PrinterColumn(7, "Message", "string", ".status.conditions[?(@.type==\"Ready\")].message", Wide = true)]
[PrinterColumn(8, "Age", "date", ".metadata.creationTimestamp")]
[ValidationRule("size(self.metadata.name) <= 40", "metadata.name may have at most 40 characters: pods' names add to it")]
[ValidationRule(
    "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    "metadata.name must be a DNS label that begins with a letter: Services are named after it")]
[ValidationRule("self.metadata.name != 'kubernetes'", "metadata.name may not be kubernetes: that is the Service of the API server")]
[Description("A distributed, memory-bounded cache that speaks the Redis protocol. Every field of its spec is optional.")]
public sealed record CacheCluster : IKubernetesObject<V1ObjectMeta>, ISpec<CacheClusterSpec>, IStatus<CacheClusterStatus?>
{
    public const string ApiGroup = "k8scache.io";
    public const string Version = "v1alpha1";

    public string ApiVersion { get; set; } = $"{ApiGroup}/{Version}";

    public string Kind { get; set; } = nameof(CacheCluster);

    public V1ObjectMeta Metadata { get; set; } = new();

    [Description("What the cache shall be.")]
    [JsonConverter(typeof(SpecConverter))]
    public CacheClusterSpec Spec { get; set; } = new();

    [Description("What the operator found and did; written by it alone.")]
    [JsonConverter(typeof(StatusConverter))]
    public CacheClusterStatus? Status { get; set; }
}
