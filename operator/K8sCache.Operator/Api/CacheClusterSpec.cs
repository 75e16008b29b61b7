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

    [Description("Encrypts connections. Not supported yet: a cluster that asks for it is not brought up unencrypted, "
        + "and the condition Valid says so.")]
    public TlsSpec? Tls { get; init; }

    [Description("How metrics are collected. Every pod serves them at /metrics in any case.")]
    public MetricsSpec Metrics { get; set; } = new();
}
