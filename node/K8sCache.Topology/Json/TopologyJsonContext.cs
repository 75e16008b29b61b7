using System.Text.Json.Serialization;

namespace K8sCache.Topology.Json;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(TopologyWire))]
internal sealed partial class TopologyJsonContext : JsonSerializerContext;
