using K8sCache.Kubernetes.Crd;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Api;

/// <summary>How much clients may take, of each router and each node alike; Redis's limits. A change restarts the pods, one after the other.</summary>
public sealed record LimitsSpec
{
    [Description("Client connections of each router, and of each node (Redis: maxclients). Default: 10000.")]
    [Range(1, 1000000)]
    public int? MaxClients { get; init; }

    [Description("A client that sends nothing for so many seconds is closed; 0 closes none (Redis: timeout). Default: 0.")]
    [Range(0, 604800)]
    public int? ClientTimeoutSeconds { get; init; }

    [Description("Longest value and argument, 1Mi to 1Gi (Redis: proto-max-bulk-len). Default: 512Mi.")]
    public Quantity? MaxValue { get; init; }

    [Description("Bytes of one client's requests that are not complete yet, 1Mi to 16Gi (Redis: client-query-buffer-limit). Default: 1Gi.")]
    public Quantity? ClientQueryBuffer { get; init; }

    [Description("Bytes a client may leave unread before it is closed, 1Mi to 1Ti (Redis: client-output-buffer-limit). Default: 256Mi.")]
    public Quantity? ClientOutputBuffer { get; init; }

    [Description("The longest a client of a router waits for a reply before it gets an error that names the node. Default: 3000.")]
    [Range(10, 600000)]
    public int? RequestTimeoutMilliseconds { get; init; }
}
