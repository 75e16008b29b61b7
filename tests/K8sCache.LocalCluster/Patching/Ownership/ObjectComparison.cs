using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>What differs between two versions of an object, path by path.</summary>
internal sealed class ObjectComparison
{
    private ObjectComparison()
    {
    }

    public FieldSet Added { get; private set; } = new();

    public FieldSet Modified { get; private set; } = new();

    public FieldSet Removed { get; private set; } = new();

    public bool IsSame => Added.IsEmpty && Modified.IsEmpty && Removed.IsEmpty;

    /// <summary>What the new version sets: added or modified.</summary>
    public FieldSet Written => Added.Union(Modified);

    public static ObjectComparison Compare(JsonObject old, JsonObject next, FieldSchema schema)
    {
        var comparison = new ObjectComparison();
        comparison.Fields(old, next, schema, []);
        return comparison;
    }

    /// <summary>The same comparison with each set filtered.</summary>
    public ObjectComparison Filtered(Func<FieldSet, FieldSet> filter) =>
        new() { Added = filter(Added), Modified = filter(Modified), Removed = filter(Removed) };

    private void Visit(JsonNode? old, bool hadOld, JsonNode? next, bool hasNext, FieldSchema schema, string[] path)
    {
        var shape = NodeShapes.Of(old, next, schema);
        // Two empties are compared as wholes, to tell an empty map from null.
        if (shape == NodeShape.Leaf || (IsEmpty(old) && IsEmpty(next)))
        {
            Leaf(old, hadOld, next, hasNext, path);
            return;
        }
        if (shape == NodeShape.Map)
            Fields(old as JsonObject ?? [], next as JsonObject ?? [], schema, path);
        else
            Items(old as JsonArray ?? [], next as JsonArray ?? [], schema, path);
        if (!hadOld)
            Added.Insert(path);
        else if (!hasNext)
            Removed.Insert(path);
    }

    private void Leaf(JsonNode? old, bool hadOld, JsonNode? next, bool hasNext, string[] path)
    {
        if (!hadOld)
            Added.Insert(path);
        else if (!hasNext)
            Removed.Insert(path);
        else if (!JsonNode.DeepEquals(old, next))
            Modified.Insert(path);
    }

    private void Fields(JsonObject old, JsonObject next, FieldSchema schema, string[] path)
    {
        foreach (var name in old.Select(p => p.Key).Union(next.Select(p => p.Key)))
        {
            var hadOld = old.TryGetPropertyValue(name, out var before);
            var hasNext = next.TryGetPropertyValue(name, out var after);
            Visit(before, hadOld, after, hasNext, schema.Field(name), [.. path, PathElements.Field(name)]);
        }
    }

    private void Items(JsonArray old, JsonArray next, FieldSchema schema, string[] path)
    {
        var before = ByElement(old, schema);
        var after = ByElement(next, schema);
        foreach (var element in before.Keys.Union(after.Keys))
        {
            var hadOld = before.TryGetValue(element, out var oldItem);
            var hasNext = after.TryGetValue(element, out var nextItem);
            Visit(oldItem, hadOld, nextItem, hasNext, schema.Items, [.. path, element]);
        }
    }

    private static Dictionary<string, JsonNode?> ByElement(JsonArray items, FieldSchema schema)
    {
        var result = new Dictionary<string, JsonNode?>();
        foreach (var item in items)
            result.TryAdd(PathElements.Item(schema, item), item);
        return result;
    }

    private static bool IsEmpty(JsonNode? node) => node is null or JsonObject { Count: 0 } or JsonArray { Count: 0 };
}
