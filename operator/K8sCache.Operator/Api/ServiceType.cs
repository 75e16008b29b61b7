using System.Text.Json.Serialization;

namespace K8sCache.Operator.Api;

/// <summary>Who can reach a Service. The names are Kubernetes'.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ServiceType>))]
public enum ServiceType
{
    ClusterIP = 0,
    NodePort = 1,
    LoadBalancer = 2,
}
