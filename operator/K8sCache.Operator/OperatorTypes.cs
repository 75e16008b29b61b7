using System.Text.Json.Serialization;
using k8s.Models;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;
using K8sCache.Topology;

namespace K8sCache.Operator;

/// <summary>The kinds the operator reads and writes, and how: all JSON of the Kubernetes API goes through <see cref="Json"/>.</summary>
/// <remarks>
/// Generated code gives every <c>init</c> member that JSON leaves out the default of its type, not what the C# type says. So a
/// member with a default of its own has a setter; a test holds that.
/// </remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(WrittenAffinityConverter), typeof(EnumNameConverter<SchedulerType>), typeof(EnumNameConverter<AcknowledgeMode>),
    ])]
[JsonSerializable(typeof(CacheCluster))]
[JsonSerializable(typeof(ServiceMonitor))]
[JsonSerializable(typeof(V1ConfigMap))]
[JsonSerializable(typeof(V1DaemonSet))]
[JsonSerializable(typeof(V1Deployment))]
[JsonSerializable(typeof(V1Node))]
[JsonSerializable(typeof(V1Pod))]
[JsonSerializable(typeof(V1PodDisruptionBudget))]
[JsonSerializable(typeof(V1Secret))]
[JsonSerializable(typeof(V1Service))]
[JsonSerializable(typeof(V1StatefulSet))]
internal sealed partial class OperatorTypes : JsonSerializerContext
{
    private static ObjectJson? _json;

    public static ObjectJson Json => _json ??= new ObjectJson(
        Default, [new WrittenAffinityConverter(), new EnumNameConverter<SchedulerType>(), new EnumNameConverter<AcknowledgeMode>()]);
}
