using K8sCache.Kubernetes.Crd;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Api;

/// <summary>How much clients may take, of each router and each node alike; Redis's limits. A change restarts the pods, one after the other.</summary>
public sealed record LimitsSpec
{
    public const string Least = "1Mi";
    public const string MostValue = "1Gi";
    public const string MostQueryBuffer = "16Gi";
    public const string MostOutputBuffer = "1Ti";

    [Description("Client connections of each router, and of each node (Redis: maxclients). Default: 10000.")]
    [Range(1, 1000000)]
    public int? MaxClients { get; init; }

    [Description("A client that sends nothing for so many seconds is closed; 0 closes none (Redis: timeout). Default: 0.")]
    [Range(0, 604800)]
    public int? ClientTimeoutSeconds { get; init; }

    [Description("Longest value and argument (Redis: proto-max-bulk-len). Default: 64Mi.")]
    [QuantityRange(Least, MostValue)]
    public Quantity? MaxValue { get; init; }

    [Description("Bytes of one client's requests that are not complete yet (Redis: client-query-buffer-limit). Default: 256Mi.")]
    [QuantityRange(Least, MostQueryBuffer)]
    public Quantity? ClientQueryBuffer { get; init; }

    [Description("Bytes a client may leave unread before it is closed (Redis: client-output-buffer-limit). Default: 256Mi.")]
    [QuantityRange(Least, MostOutputBuffer)]
    public Quantity? ClientOutputBuffer { get; init; }

    [Description("The longest a client of a router waits for a reply before it gets an error that names the node. Default: 3000.")]
    [Range(10, 600000)]
    public int? RequestTimeoutMilliseconds { get; init; }
}
