using K8sCache.Kubernetes.Crd;

namespace K8sCache.Operator.Api;

/// <summary>The Service in front of a cluster's routers.</summary>
[ValidationRule(
    "self.type != 'ClusterIP' || !has(self.nodePort)", "nodePort needs type NodePort or LoadBalancer",
    FieldPath = ".nodePort")]
public sealed record ServiceSpec
{
    [Description("Who can reach it: ClusterIP, inside the Kubernetes cluster; NodePort and LoadBalancer, from outside.")]
    public ServiceType Type { get; set; } = ServiceType.ClusterIP;

    [Description("Port that clients connect to.")]
    [Range(1, 65535)]
    public int Port { get; set; } = 6379;

    [Description("Port on every machine; chosen by Kubernetes where absent.")]
    [Range(1, 65535)]
    public int? NodePort { get; init; }

    [Description("Annotations of the Service, such as a cloud's load balancer reads.")]
    [Length(0, 32)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
