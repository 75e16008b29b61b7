using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>The paths that an applied object names: its leaves, its list items, its empty maps.</summary>
internal static class FieldSetBuilder
{
    public static FieldSet Build(JsonObject obj, FieldSchema schema)
    {
        var set = new FieldSet();
        Fields(obj, schema, set);
        return set;
    }

    private static void Visit(JsonNode? value, FieldSchema schema, FieldSet parent, string element)
    {
        switch (NodeShapes.Of(value, schema))
        {
            case NodeShape.Map when value is JsonObject { Count: > 0 } obj:
                Fields(obj, schema, parent.ChildOf(element));
                break;
            case NodeShape.Items when value is JsonArray { Count: > 0 } items:
                Items(items, schema, parent.ChildOf(element));
                break;
            default:
                parent.Insert(element);
                break;
        }
    }

    private static void Fields(JsonObject obj, FieldSchema schema, FieldSet set)
    {
        foreach (var (name, value) in obj)
        {
            var element = PathElements.Field(name);
            Visit(value, schema.Field(name), set, element);
            // Map keys are things of their own; declared fields only hold what is in them.
            if (schema.Property(name) is null)
                set.Insert(element);
        }
    }

    private static void Items(JsonArray items, FieldSchema schema, FieldSet set)
    {
        foreach (var item in items)
        {
            var element = PathElements.Item(schema, item);
            Visit(item, schema.Items, set, element);
            set.Insert(element);
        }
    }
}
