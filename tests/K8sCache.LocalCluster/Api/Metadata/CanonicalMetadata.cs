using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Api.Metadata;

/// <summary>
/// The form in which the server keeps metadata: empty parts left out, as the typed ObjectMeta omits them, and the
/// order of its fields for built-in kinds, by name for custom resources.
/// </summary>
internal static class CanonicalMetadata
{
    private static readonly string[] Order =
    [
        "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp",
        "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences", "finalizers", "managedFields",
    ];

    private static readonly string[] EntryOrder = ["manager", "operation", "apiVersion", "time", "fieldsType", "fieldsV1", "subresource"];

    public static void DropEmpty(JsonObject obj)
    {
        var metadata = obj.Metadata();
        foreach (var (name, value) in metadata.ToList())
        {
            // managedFields is cleared by a list of one empty entry, so it is not looked at here.
            if (name != "managedFields" && value is null or JsonObject { Count: 0 } or JsonArray { Count: 0 })
                metadata.Remove(name);
        }
    }

    /// <summary>A copy with the server's order of keys.</summary>
    public static JsonObject Ordered(JsonObject obj, bool isCustom)
    {
        var result = Sorted(obj);
        if (isCustom || result["metadata"] is not JsonObject metadata)
            return result;
        var ordered = Arranged(metadata, Order);
        if (ordered["managedFields"] is JsonArray entries)
            ordered["managedFields"] = new JsonArray([.. entries.OfType<JsonObject>().Select(e => Arranged(e, EntryOrder))]);
        result["metadata"] = ordered;
        return result;
    }

    private static JsonObject Sorted(JsonObject obj) =>
        new(obj.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value))));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject obj => Sorted(obj),
        JsonArray array => new JsonArray([.. array.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static JsonObject Arranged(JsonObject obj, string[] order) =>
        new(obj.OrderBy(p => Array.IndexOf(order, p.Key) is var at && at < 0 ? order.Length : at)
            .Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
}
