using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Patching.Ownership;

internal static class NodeShapes
{
    /// <summary>The shape of a value under a schema; without one it is deduced: maps by field, lists whole.</summary>
    public static NodeShape Of(JsonNode? value, FieldSchema schema) => value switch
    {
        JsonObject when !schema.IsAtomicMap => NodeShape.Map,
        JsonArray when schema.ListType is "set" or "map" => NodeShape.Items,
        _ => NodeShape.Leaf,
    };

    /// <summary>The shape in which two versions are compared or merged: a null or missing side takes the other's.</summary>
    public static NodeShape Of(JsonNode? left, JsonNode? right, FieldSchema schema)
    {
        var shape = Of(right ?? left, schema);
        var other = Of(left ?? right, schema);
        return shape == other ? shape : NodeShape.Leaf;
    }
}
