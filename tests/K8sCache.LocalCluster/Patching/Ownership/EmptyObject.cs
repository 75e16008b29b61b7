using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>
/// What a create is compared with. A typed kind is never quite empty: fields without omitempty are always there, so
/// nobody comes to own them by creating the object. The schema shows them: structs by <c>default: {}</c>, scalars by
/// a zero default, lists by being required. A scalar that may be absent is null here, which changes nothing.
/// </summary>
internal static class EmptyObject
{
    public static JsonObject Of(FieldSchema schema, bool isCustom)
    {
        var result = new JsonObject();
        if (isCustom)
        {
            result["metadata"] = new JsonObject();
            return result;
        }
        foreach (var name in schema.PropertyNames)
        {
            var property = schema.Property(name)!;
            if (property.Default is JsonObject { Count: 0 })
                result[name] = Of(property, isCustom: false);
            else if (property.Type == "array" && schema.Requires(name))
                result[name] = null;
            else if (property.Type is "string" or "integer" or "number" or "boolean")
                result[name] = IsZero(property.Default) ? property.Default!.DeepClone() : null;
        }
        return result;
    }

    private static bool IsZero(JsonNode? value) => value?.ToJsonString() is "\"\"" or "0" or "false";
}
