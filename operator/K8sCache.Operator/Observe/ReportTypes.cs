using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8sCache.Operator.Observe;

/// <summary>What pods answer with.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(NodeReport))]
[JsonSerializable(typeof(RouterReport))]
internal sealed partial class ReportTypes : JsonSerializerContext;
