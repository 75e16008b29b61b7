using System.Globalization;
using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Manifests;

/// <summary>Reads paths of a Kubernetes object kept as JSON; a missing step of a path is a missing value, never an error.</summary>
internal static class JsonReading
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            if (node is not JsonObject parent)
                return null;
            node = parent[step];
        }

        return node;
    }

    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        if (node.At(path) is not JsonValue value)
            return null;
        if (value.TryGetValue<long>(out var wide))
            return wide;
        // A value made in memory answers only its own type.
        return value.TryGetValue<int>(out var narrow) ? narrow : null;
    }

    public static int? Count(this JsonNode? node, params ReadOnlySpan<string> path) => (int?)node.Number(path);

    public static bool Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray array ? array.OfType<JsonObject>() : [];

    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray array ? array.Select(item => item.Text()).OfType<string>() : [];

    /// <summary>The members of a map of strings, such as labels or a ConfigMap's data.</summary>
    public static IEnumerable<KeyValuePair<string, string>> TextMap(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonObject map
            ? map.Select(member => KeyValuePair.Create(member.Key, member.Value.Text() ?? member.Value?.ToJsonString() ?? ""))
            : [];

    /// <summary>An RFC 3339 time.</summary>
    public static DateTimeOffset? Time(this JsonNode? node, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(
            node.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            ? time
            : null;

    /// <summary>The API's plain Time: whole seconds, UTC.</summary>
    public static string ToApiTime(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Writes a member, or removes it where the value is missing or the default that the API leaves out.</summary>
    public static void SetOrDrop(this JsonObject target, string name, JsonNode? value, bool drop = false)
    {
        if (value is null || drop)
            target.Remove(name);
        else
            target[name] = value;
    }

    /// <summary>The object member of that name, made if it is missing.</summary>
    public static JsonObject Child(this JsonObject parent, string name)
    {
        if (parent[name] is JsonObject child)
            return child;
        child = [];
        parent[name] = child;
        return child;
    }
}
