using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Schema;

/// <summary>Drops what a structural schema does not specify, and tells what it was.</summary>
internal static class SchemaPruner
{
    private static readonly string[] TypeMeta = ["apiVersion", "kind", "metadata"];

    /// <summary>Paths of the fields that were dropped, such as <c>spec.tls.x</c>.</summary>
    /// <param name="root">An object with type metadata.</param>
    /// <param name="schema">Its schema.</param>
    public static List<string> Prune(JsonObject root, StructuralSchema schema)
    {
        var dropped = new List<string>();
        PruneObject(root, schema, "", isResource: true, dropped);
        return dropped;
    }

    private static void PruneNode(JsonNode? node, StructuralSchema schema, string path, List<string> dropped)
    {
        switch (node)
        {
            case JsonObject json:
                PruneObject(json, schema, path, schema.EmbeddedResource, dropped);
                break;
            case JsonArray array when schema.Items is { } items:
                for (var i = 0; i < array.Count; i++) PruneNode(array[i], items, $"{path}[{i}]", dropped);
                break;
        }
    }

    private static void PruneObject(JsonObject json, StructuralSchema schema, string path, bool isResource, List<string> dropped)
    {
        foreach (var name in json.Select(entry => entry.Key).ToList())
        {
            if (isResource && TypeMeta.Contains(name)) continue;
            var childPath = path.Length == 0 ? name : $"{path}.{name}";
            if (schema.Properties.TryGetValue(name, out var property)) PruneNode(json[name], property, childPath, dropped);
            else if (schema.AdditionalProperties is { } values) PruneNode(json[name], values, childPath, dropped);
            else if (!schema.PreserveUnknownFields)
            {
                json.Remove(name);
                dropped.Add(childPath);
            }
        }
    }
}
