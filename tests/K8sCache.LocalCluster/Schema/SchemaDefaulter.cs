using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Schema;

/// <summary>
/// Fills in a structural schema's defaults. An explicit null takes the default where the field is not nullable; without
/// a default such a null is dropped.
/// </summary>
internal static class SchemaDefaulter
{
    public static void Apply(JsonNode? node, StructuralSchema schema)
    {
        switch (node)
        {
            case JsonObject json:
                ApplyToObject(json, schema);
                break;
            case JsonArray array when schema.Items is { } items:
                for (var i = 0; i < array.Count; i++)
                {
                    if (array[i] is null && !items.Nullable && items.Default is { } value) array[i] = value.DeepClone();
                    Apply(array[i], items);
                }

                break;
        }
    }

    private static void ApplyToObject(JsonObject json, StructuralSchema schema)
    {
        foreach (var (name, property) in schema.Properties)
        {
            var present = json.TryGetPropertyValue(name, out var value);
            if (present && value is null && !property.Nullable)
            {
                json.Remove(name);
                present = false;
            }

            if (!present && property.Default is { } fallback) json[name] = fallback.DeepClone();
            Apply(json[name], property);
        }

        if (schema.AdditionalProperties is not { } values) return;
        foreach (var name in json.Select(entry => entry.Key).Where(name => !schema.Properties.ContainsKey(name)).ToList())
        {
            if (json[name] is null && !values.Nullable)
            {
                if (values.Default is null) json.Remove(name);
                else json[name] = values.Default.DeepClone();
            }

            Apply(json[name], values);
        }
    }
}
