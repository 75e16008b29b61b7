using System.Text.Json.Serialization;

namespace K8sCache.Operator.Api;

/// <summary>Which workload runs the routers. The names are part of the API.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RouterKind>))]
public enum RouterKind
{
    Deployment = 0,
    DaemonSet = 1,
}
