using System.Globalization;
using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Api.Metadata;

/// <summary>Reading <c>metadata</c> of an object without ceremony: what is missing reads as empty.</summary>
public static class ObjectMeta
{
    /// <summary>The metadata, made if the object has none.</summary>
    public static JsonObject Metadata(this JsonObject obj)
    {
        if (obj["metadata"] is JsonObject metadata)
            return metadata;
        metadata = [];
        obj["metadata"] = metadata;
        return metadata;
    }

    public static string Name(this JsonObject obj) => obj.MetaText("name");

    public static string Namespace(this JsonObject obj) => obj.MetaText("namespace");

    public static string Uid(this JsonObject obj) => obj.MetaText("uid");

    public static string ResourceVersion(this JsonObject obj) => obj.MetaText("resourceVersion");

    public static long Generation(this JsonObject obj) => Number(Meta(obj)?["generation"]) ?? 0;

    public static bool IsDeleting(this JsonObject obj) => obj.MetaText("deletionTimestamp").Length > 0;

    public static IReadOnlyList<string> Finalizers(this JsonObject obj) => Texts(Meta(obj)?["finalizers"]);

    public static string? Label(this JsonObject obj, string key) => Text(Meta(obj)?["labels"]?[key]);

    /// <summary>A metadata field as text, "" when absent or not a string.</summary>
    public static string MetaText(this JsonObject obj, string field) => Text(Meta(obj)?[field]) ?? "";

    public static IReadOnlyDictionary<string, string> Labels(this JsonObject obj) =>
        (Meta(obj)?["labels"] as JsonObject)?.Where(p => p.Value is JsonValue).ToDictionary(p => p.Key, p => Text(p.Value) ?? "")
        ?? [];

    /// <summary>The value at a dotted path such as <c>spec.nodeName</c>; null where the path ends early.</summary>
    public static JsonNode? At(this JsonObject obj, string path)
    {
        JsonNode? node = obj;
        foreach (var part in path.Split('.'))
            node = (node as JsonObject)?[part];
        return node;
    }

    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static long? Number(JsonNode? node)
    {
        if (node is not JsonValue value)
            return null;
        if (value.TryGetValue<long>(out var number))
            return number;
        if (value.TryGetValue<int>(out var small))
            return small;
        return value.TryGetValue<double>(out var real) ? (long)real : null;
    }

    public static IReadOnlyList<string> Texts(JsonNode? node) =>
        node is JsonArray array ? [.. array.Select(Text).OfType<string>()] : [];

    /// <summary>RFC 3339 in UTC with whole seconds, as metav1.Time.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static JsonObject? Meta(JsonObject obj) => obj["metadata"] as JsonObject;
}
