using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Schema;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>
/// The defaults that published schemas state for Go types: fields that are always written (<c>resources: {}</c>,
/// <c>replicas: 0</c>) and the few defaults declared beside the type (<c>protocol: TCP</c>).
/// </summary>
internal static class StructDefaults
{
    public static void Apply(JsonNode? node, StructuralSchema schema)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var (name, property) in schema.Properties)
                {
                    if (!json.ContainsKey(name) && IsWritten(schema, name, property)) json[name] = property.Default!.DeepClone();
                    if (json[name] is { } value) Apply(value, property);
                }

                foreach (var (name, value) in schema.AdditionalProperties is null ? [] : json)
                    if (!schema.Properties.ContainsKey(name)) Apply(value, schema.AdditionalProperties!);
                break;
            case JsonArray array when schema.Items is { } items:
                foreach (var item in array) Apply(item, items);
                break;
        }
    }

    /// <summary>An empty text as default means "written although empty" only where the field is required.</summary>
    private static bool IsWritten(StructuralSchema schema, string name, StructuralSchema property) => property.Default switch
    {
        null => false,
        JsonObject => true,
        JsonValue value when JsonScalars.Read(value) is "" => schema.Required.Contains(name),
        _ => true,
    };
}
