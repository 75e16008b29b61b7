using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8sCache.Kubernetes.Tests.Support;

public sealed record CacheClusterSpec
{
    public int? Replicas { get; init; }
    public int? Shards { get; init; }
    public string? Memory { get; init; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Rest { get; init; }
}
