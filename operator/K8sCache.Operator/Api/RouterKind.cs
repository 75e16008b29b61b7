using System.Text.Json.Serialization;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Api;

/// <summary>Which workload runs the routers. The names are part of the API.</summary>
[JsonConverter(typeof(EnumNameConverter<RouterKind>))]
public enum RouterKind
{
    Deployment = 0,
    DaemonSet = 1,
}
