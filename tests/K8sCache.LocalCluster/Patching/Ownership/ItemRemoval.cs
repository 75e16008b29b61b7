using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>An object without the fields and items of a set.</summary>
internal static class ItemRemoval
{
    public static JsonObject Remove(JsonObject obj, FieldSet set, FieldSchema schema)
    {
        var result = new JsonObject();
        foreach (var (name, value) in obj)
        {
            var element = PathElements.Field(name);
            if (!set.Has(element))
                result[name] = Visit(value, set.Below(element), schema.Field(name));
        }
        return result;
    }

    private static JsonNode? Visit(JsonNode? value, FieldSet set, FieldSchema schema)
    {
        if (set.IsEmpty)
            return value?.DeepClone();
        switch (NodeShapes.Of(value, schema))
        {
            case NodeShape.Map when value is JsonObject obj:
                return Remove(obj, set, schema);
            case NodeShape.Items when value is JsonArray items:
                var kept = new JsonArray();
                foreach (var item in items)
                {
                    var element = PathElements.Item(schema, item);
                    if (!set.Has(element))
                        kept.Add(Visit(item, set.Below(element), schema.Items));
                }
                return kept;
            default:
                return value?.DeepClone();
        }
    }
}
