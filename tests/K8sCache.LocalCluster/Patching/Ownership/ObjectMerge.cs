using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>An intent merged into the live object: the intent's leaves win, maps and keyed lists merge.</summary>
internal static class ObjectMerge
{
    public static JsonObject Merge(JsonObject live, JsonObject intent, FieldSchema schema) =>
        Fields(live, intent, schema);

    private static JsonNode? Visit(JsonNode? live, JsonNode? intent, FieldSchema schema) =>
        NodeShapes.Of(live, intent, schema) switch
        {
            NodeShape.Map => Fields(live as JsonObject ?? [], intent as JsonObject ?? [], schema),
            NodeShape.Items => Items(live as JsonArray ?? [], intent as JsonArray ?? [], schema),
            _ => intent?.DeepClone(),
        };

    private static JsonObject Fields(JsonObject live, JsonObject intent, FieldSchema schema)
    {
        var result = live.DeepClone().AsObject();
        foreach (var (name, value) in intent)
            result[name] = live.TryGetPropertyValue(name, out var old) ? Visit(old, value, schema.Field(name)) : value?.DeepClone();
        return result;
    }

    /// <summary>Keeps both orders as far as they agree; where they do not, the intent's wins.</summary>
    private static JsonArray Items(JsonArray live, JsonArray intent, FieldSchema schema)
    {
        var liveOrder = live.Select(i => PathElements.Item(schema, i)).ToList();
        var intentOrder = intent.Select(i => PathElements.Item(schema, i)).ToList();
        var merged = new HashSet<string>();
        var result = new JsonArray();
        var next = 0;
        for (var index = 0; index < live.Count;)
        {
            var element = liveOrder[index];
            if (merged.Contains(element))
            {
                index++;
            }
            else if (!intentOrder.Contains(element))
            {
                result.Add(live[index++]?.DeepClone());
            }
            else
            {
                Take(next++);
            }
        }
        while (next < intent.Count)
            Take(next++);
        return result;

        void Take(int at)
        {
            var element = intentOrder[at];
            var old = liveOrder.IndexOf(element);
            result.Add(old < 0 ? intent[at]?.DeepClone() : Visit(live[old], intent[at], schema.Items));
            merged.Add(element);
        }
    }
}
