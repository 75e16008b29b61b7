using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Schema;

/// <summary>Identity of list items: the keys of a map list, the value in a set.</summary>
internal static class ListKeys
{
    /// <summary>The item of the old list that an item continues; null in atomic lists, whose items have no identity.</summary>
    public static JsonNode? FindPartner(JsonNode? item, JsonArray? oldItems, StructuralSchema schema)
    {
        if (oldItems is null) return null;
        return schema.ListType switch
        {
            ListType.Map => oldItems.FirstOrDefault(old => SameKeys(item, old, schema.ListMapKeys)),
            ListType.Set => oldItems.FirstOrDefault(old => JsonNode.DeepEquals(item, old)),
            _ => null,
        };
    }

    /// <summary>One cause for each item of a set or map list that an earlier one equals.</summary>
    public static IEnumerable<StatusCause> Duplicates(JsonArray array, StructuralSchema schema, string path)
    {
        if (schema.ListType == ListType.Atomic) yield break;
        for (var i = 1; i < array.Count; i++)
        {
            var item = array[i];
            var isDuplicate = array.Take(i).Any(earlier => schema.ListType == ListType.Set
                ? JsonNode.DeepEquals(item, earlier)
                : SameKeys(item, earlier, schema.ListMapKeys));
            if (isDuplicate) yield return FieldErrors.Duplicate($"{path}[{i}]", Identity(item, schema));
        }
    }

    private static bool SameKeys(JsonNode? left, JsonNode? right, IReadOnlyList<string> keys) =>
        left is JsonObject a && right is JsonObject b && keys.All(key => JsonNode.DeepEquals(a[key], b[key]));

    private static string Identity(JsonNode? item, StructuralSchema schema)
    {
        if (schema.ListType == ListType.Set || item is not JsonObject json) return item?.ToJsonString(GoJson.Options) ?? "null";
        var keys = new JsonObject();
        foreach (var key in schema.ListMapKeys.Where(json.ContainsKey).Order(StringComparer.Ordinal))
            keys[key] = json[key]?.DeepClone();
        return keys.ToJsonString(GoJson.Options);
    }
}
