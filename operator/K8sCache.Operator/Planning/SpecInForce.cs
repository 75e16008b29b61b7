using System.Text;
using System.Text.Json;
using k8s.Models;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;

namespace K8sCache.Operator.Planning;

/// <summary>
/// The spec a cluster was last brought to, kept with its StatefulSet, so that also an operator that has just started goes on by
/// it while the resource holds one that is none.
/// </summary>
internal static class SpecInForce
{
    /// <summary>Largest text kept, in bytes: the API server takes twice that for all annotations of an object.</summary>
    private const int MaxBytes = 128 << 10;

    /// <summary>The text to keep; null for a spec that is too large for it.</summary>
    public static string? Write(CacheClusterSpec spec)
    {
        var text = JsonSerializer.Serialize(spec, OperatorTypes.Json.Options.GetTypeInfo(typeof(CacheClusterSpec)));
        return Encoding.UTF8.GetByteCount(text) <= MaxBytes ? text : null;
    }

    /// <summary>Null where none was kept, or what was is none by the rules of today: an annotation is anybody's to change.</summary>
    public static CacheClusterSpec? Read(V1StatefulSet? nodeSet)
    {
        if (nodeSet?.GetAnnotation(Labels.SpecInForce) is not { } text || !IsObject(text))
            return null;
        // As a resource's own spec is read.
        var spec = OperatorTypes.Json.Deserialize<CacheCluster>($$"""{"spec":{{text}}}""").Spec;
        return SpecRules.Check(spec).Count == 0 ? spec : null;
    }

    private static bool IsObject(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
