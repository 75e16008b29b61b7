using System.Globalization;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Tables;

/// <summary>
/// The JSONPath of printer columns: <c>.a.b</c>, <c>['a.b']</c>, <c>[0]</c>, <c>[*]</c> and filters
/// <c>[?(@.type=="Ready")]</c> with == or !=. A null counts as absent.
/// </summary>
internal static class JsonPath
{
    public static IReadOnlyList<JsonNode?> Find(JsonNode root, string path)
    {
        IEnumerable<JsonNode?> found = [root];
        foreach (var step in Steps(path))
        {
            var current = step;
            found = found.SelectMany(n => Step(n, current));
        }
        return [.. found.Where(n => n is not null)];
    }

    private static IEnumerable<JsonNode?> Step(JsonNode? node, string step)
    {
        if (step.StartsWith("[?(", StringComparison.Ordinal))
            return Filter(node, step[3..^2]);
        if (step == "[*]")
            return node switch { JsonArray array => array, JsonObject obj => obj.Select(p => p.Value), _ => [] };
        if (step.StartsWith("['", StringComparison.Ordinal) || step.StartsWith("[\"", StringComparison.Ordinal))
            return Member(node, step[2..^2]);
        return step.StartsWith('[') ? Element(node, step[1..^1]) : Member(node, step);
    }

    /// <summary>An array's element; one below 0 counts from the end.</summary>
    private static IEnumerable<JsonNode?> Element(JsonNode? node, string number)
    {
        if (node is not JsonArray list || !int.TryParse(number, CultureInfo.InvariantCulture, out var index))
            return [];
        var from = index < 0 ? index + list.Count : index;
        return from >= 0 && from < list.Count ? [list[from]] : [];
    }

    private static IEnumerable<JsonNode?> Member(JsonNode? node, string name) =>
        node is JsonObject obj && obj.TryGetPropertyValue(name, out var value) ? [value] : [];

    private static IEnumerable<JsonNode?> Filter(JsonNode? node, string condition)
    {
        var equal = !condition.Contains("!=", StringComparison.Ordinal);
        var sides = condition.Split(equal ? "==" : "!=", 2, StringSplitOptions.TrimEntries);
        if (node is not JsonArray array || sides.Length != 2 || !sides[0].StartsWith('@'))
            return [];
        var wanted = sides[1].Trim('"', '\'');
        return array.Where(item => item is not null && Find(item, sides[0][1..]) is [var value, ..]
            && ((ObjectMeta.Text(value) ?? value?.ToJsonString()) == wanted) == equal);
    }

    /// <summary>Cuts a path at its dots and brackets, keeping brackets with their content.</summary>
    private static IEnumerable<string> Steps(string path)
    {
        var at = 0;
        while (at < path.Length)
        {
            if (path[at] == '.')
            {
                at++;
                continue;
            }
            var end = path[at] == '[' ? CloseOf(path, at) : path.IndexOfAny(['.', '['], at);
            if (end < 0)
                end = path.Length;
            yield return path[at..end];
            at = end;
        }
    }

    private static int CloseOf(string path, int open)
    {
        var quote = '\0';
        for (var i = open; i < path.Length; i++)
        {
            if (quote != '\0')
                quote = path[i] == quote ? '\0' : quote;
            else if (path[i] is '"' or '\'')
                quote = path[i];
            else if (path[i] == ']')
                return i + 1;
        }
        return path.Length;
    }
}
