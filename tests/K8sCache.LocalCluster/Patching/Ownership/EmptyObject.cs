using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>
/// What a create is compared with. A typed kind is never quite empty: its structs that are no pointers, which the
/// schema shows by <c>default: {}</c>, are always there, so nobody comes to own them by creating the object.
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
            if (schema.Property(name) is { Default: JsonObject { Count: 0 } } property)
                result[name] = Of(property, isCustom: false);
        }
        return result;
    }
}
