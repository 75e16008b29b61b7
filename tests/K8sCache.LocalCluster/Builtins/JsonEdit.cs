using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Schema;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>Reading and filling in JSON by dotted path, so that defaults and checks read as the lists they are.</summary>
internal static class JsonEdit
{
    public static JsonNode? At(JsonObject json, string path)
    {
        JsonNode? node = json;
        foreach (var name in path.Split('.')) node = (node as JsonObject)?[name];
        return node;
    }

    public static string Text(JsonObject json, string path) => JsonScalars.Read(At(json, path)) as string ?? "";

    public static long? Number(JsonObject json, string path) => JsonScalars.Read(At(json, path)) as long?;

    public static bool Flag(JsonObject json, string path) => JsonScalars.Read(At(json, path)) is true;

    public static IEnumerable<JsonObject> Objects(JsonObject json, string path) => (At(json, path) as JsonArray ?? []).OfType<JsonObject>();

    public static IReadOnlyList<string> Texts(JsonObject json, string path) =>
        [.. (At(json, path) as JsonArray ?? []).Select(node => JsonScalars.Read(node) as string ?? "")];

    /// <summary>Sets a field that is missing.</summary>
    public static void Default(JsonObject json, string name, JsonNode value)
    {
        if (json[name] is null) json[name] = value;
    }

    /// <summary>The object at a name, made when missing.</summary>
    public static JsonObject Child(JsonObject json, string name)
    {
        if (json[name] is JsonObject existing) return existing;
        var child = new JsonObject();
        json[name] = child;
        return child;
    }
}
