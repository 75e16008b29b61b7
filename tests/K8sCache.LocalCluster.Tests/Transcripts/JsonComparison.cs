using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Tests.Transcripts;

/// <summary>Compares a recorded body with a live one and lists every difference by path.</summary>
internal sealed class JsonComparison(Placeholders placeholders, bool hasManagedFields)
{
    private readonly List<string> _differences = [];
    private bool _isList;

    public static IReadOnlyList<string> Compare(Placeholders placeholders, bool hasManagedFields, JsonNode? recorded, JsonNode? live)
    {
        var comparison = new JsonComparison(placeholders, hasManagedFields)
        {
            _isList = recorded is JsonObject json && (json.ContainsKey("items") || json.ContainsKey("rows")),
        };
        comparison.Visit(recorded, live, "");
        return comparison._differences;
    }

    private void Visit(JsonNode? recorded, JsonNode? live, string path)
    {
        switch (recorded, live)
        {
            case (JsonObject left, JsonObject right): VisitObject(left, right, path); break;
            case (JsonArray left, JsonArray right) when path.EndsWith(".managedFields", StringComparison.Ordinal):
                VisitArray(ByManager(left), ByManager(right), path);
                break;
            case (JsonArray left, JsonArray right) when path.EndsWith(".causes", StringComparison.Ordinal):
                VisitArray(ByField(left), ByField(right), path);
                break;
            case (JsonArray left, JsonArray right): VisitArray([.. left], [.. right], path); break;
            default: VisitScalar(recorded, live, path); break;
        }
    }

    private void VisitObject(JsonObject recorded, JsonObject live, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (recordedName, value) in recorded)
        {
            var name = placeholders.ToLive(recordedName);
            seen.Add(name);
            if (live.ContainsKey(name)) Visit(value, live[name], $"{path}.{name}");
            else _differences.Add($"{path}.{name}: missing, recorded {Show(value)}");
        }

        foreach (var (name, value) in live)
        {
            if (seen.Contains(name) || (name == "managedFields" && !hasManagedFields)) continue;
            _differences.Add($"{path}.{name}: not recorded, is {Show(value)}");
        }
    }

    private void VisitArray(IReadOnlyList<JsonNode?> recorded, IReadOnlyList<JsonNode?> live, string path)
    {
        if (recorded.Count != live.Count) _differences.Add($"{path}: recorded {recorded.Count} items, got {live.Count}");
        for (var i = 0; i < Math.Max(recorded.Count, live.Count); i++)
        {
            if (i >= live.Count) _differences.Add($"{path}[{i}]: missing, recorded {Show(recorded[i])}");
            else if (i >= recorded.Count) _differences.Add($"{path}[{i}]: not recorded, is {Show(live[i])}");
            else Visit(recorded[i], live[i], $"{path}[{i}]");
        }
    }

    private void VisitScalar(JsonNode? recorded, JsonNode? live, string path)
    {
        if (JsonNode.DeepEquals(recorded, live)) return;
        if (Text(recorded) is { } left && Text(live) is { } right)
        {
            if (placeholders.Matches(left, right)) return;
            // A list's own version also counts writes in the background.
            if (_isList && path == ".metadata.resourceVersion") return;
            if (path == ".message" && SameParts(left, right)) return;
        }

        var isNodePort = path.EndsWith(".nodePort", StringComparison.Ordinal) && Number(recorded) is >= 31000 and < 31100;
        if (isNodePort && Number(live) is >= 30000 and <= 32767) return;
        _differences.Add($"{path}: recorded {Show(recorded)}, got {Show(live)}");
    }

    /// <summary>Several causes come in no fixed order, in the text neither.</summary>
    private bool SameParts(string recorded, string live)
    {
        var left = Parts(placeholders.ToLive(recorded));
        return left.Count > 1 && left.SequenceEqual(Parts(live));
    }

    private static List<string> Parts(string text) => [.. text.TrimEnd(']').Replace("is invalid: [", "is invalid: , ", StringComparison.Ordinal).Split(", ").Order(StringComparer.Ordinal)];

    private static List<JsonNode?> ByManager(JsonArray entries) =>
        [.. entries.OrderBy(entry => $"{entry!["manager"]} {entry["operation"]} {entry["subresource"]} {entry["apiVersion"]}", StringComparer.Ordinal)];

    private static List<JsonNode?> ByField(JsonArray causes) =>
        [.. causes.OrderBy(cause => $"{cause!["field"]} {cause["message"]}", StringComparer.Ordinal)];

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static long? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var number) ? number : null;

    private static string Show(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        return text.Length > 300 ? text[..300] + "…" : text;
    }
}
