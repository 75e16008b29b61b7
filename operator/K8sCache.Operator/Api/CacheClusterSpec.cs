using System.Text.Json.Serialization;
using K8sCache.Kubernetes.Crd;

namespace K8sCache.Operator.Api;

/// <summary>What a <see cref="CacheCluster"/> shall be.</summary>
public sealed record CacheClusterSpec
{
    [Description("The cache servers, which keep the entries in memory.")]
    public NodesSpec Nodes { get; set; } = new();

    [Description("How many copies of an entry there are, and when a write is answered.")]
    public ReplicationSpec Replication { get; set; } = new();

    [Description("The routers, which take any client's connection and send each request to a node.")]
    public RoutingSpec Routing { get; set; } = new();

    [Description("How much clients may take. Absent fields have their defaults.")]
    public LimitsSpec Limits { get; set; } = new();

    [Description("Asks clients for a password. Without it, whoever reaches the Service may use the cache.")]
    public AuthSpec? Auth { get; init; }

    [Description("Encrypts the connections of clients, routers and nodes, with the certificate of a Secret. The admin ports stay plain.")]
    public TlsSpec? Tls { get; init; }

    [Description("How metrics are collected. Every pod serves them at /metrics in any case.")]
    public MetricsSpec Metrics { get; set; } = new();

    /// <summary>Why it cannot be read, naming the field; the rest of it then says nothing. Null where it can.</summary>
    [JsonIgnore]
    public string? Unreadable { get; init; }
}
