using System.Text.Json.Serialization;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Api;

/// <summary>Who can reach a Service. The names are Kubernetes'.</summary>
[JsonConverter(typeof(EnumNameConverter<ServiceType>))]
public enum ServiceType
{
    ClusterIP = 0,
    NodePort = 1,
    LoadBalancer = 2,
}
