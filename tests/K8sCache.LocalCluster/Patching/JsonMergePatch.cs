using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Patching;

/// <summary>RFC 7386: objects merge, null removes, everything else is replaced.</summary>
public static class JsonMergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var result = target is JsonObject existing ? existing.DeepClone().AsObject() : [];
        foreach (var (key, value) in changes)
        {
            if (value is null)
                result.Remove(key);
            else
                result[key] = Apply(result[key], value);
        }
        return result;
    }
}
