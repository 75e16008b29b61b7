using System.Text.Json.Serialization;

namespace K8sCache.Node.Admin;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NodeStatus))]
[JsonSerializable(typeof(EpochAnswer))]
[JsonSerializable(typeof(ProblemAnswer))]
internal sealed partial class AdminJsonContext : JsonSerializerContext;
