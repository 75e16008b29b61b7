using System.Globalization;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Patching;

/// <summary>
/// RFC 6902 with the two liberties the API server's library takes: replace of a missing member of an existing object
/// acts as add, and negative list indexes count from the end.
/// </summary>
public static class JsonPatch
{
    /// <exception cref="JsonPatchException">An operation cannot be done; nothing is half done, as a copy is changed.</exception>
    public static JsonNode Apply(JsonNode target, JsonArray operations)
    {
        var root = target.DeepClone();
        foreach (var operation in operations)
        {
            if (operation is not JsonObject step)
                throw new JsonPatchException("an operation must be an object");
            root = Step(root, step);
        }
        return root;
    }

    private static JsonNode Step(JsonNode root, JsonObject step)
    {
        var path = Pointer(step, "path");
        switch (ObjectMeta.Text(step["op"]))
        {
            case "add":
                return Add(root, path, Value(step));
            case "remove":
                Remove(root, path);
                return root;
            case "replace":
                return Replace(root, path, Value(step));
            case "move":
                {
                    var from = Pointer(step, "from");
                    var moved = Find(root, from)?.DeepClone();
                    Remove(root, from);
                    return Add(root, path, moved);
                }
            case "copy":
                return Add(root, path, Find(root, Pointer(step, "from"))?.DeepClone());
            case "test":
                var actual = TryFind(root, path, out var found) ? found : null;
                return JsonNode.DeepEquals(actual, step["value"]) ? root : throw new JsonPatchException("test failed");
            case var unknown:
                throw new JsonPatchException($"unknown operation {unknown}");
        }
    }

    private static JsonNode Add(JsonNode root, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
            return value ?? throw new JsonPatchException("the document cannot be null");
        switch (Find(root, path[..^1]))
        {
            case JsonObject obj:
                obj[path[^1]] = value;
                break;
            case JsonArray array when path[^1] == "-":
                array.Add(value);
                break;
            case JsonArray array:
                array.Insert(Index(path[^1], array.Count + 1), value);
                break;
            default:
                throw new JsonPatchException("the parent is neither an object nor a list");
        }
        return root;
    }

    private static JsonNode Replace(JsonNode root, string[] path, JsonNode? value)
    {
        if (path.Length == 0 || Find(root, path[..^1]) is not JsonArray array)
            return Add(root, path, value);
        array[Index(path[^1], array.Count)] = value;
        return root;
    }

    private static void Remove(JsonNode root, string[] path)
    {
        if (path.Length == 0)
            throw new JsonPatchException("the document cannot be removed");
        switch (Find(root, path[..^1]))
        {
            case JsonObject obj when obj.Remove(path[^1]):
                break;
            case JsonArray array:
                array.RemoveAt(Index(path[^1], array.Count));
                break;
            default:
                throw new JsonPatchException($"nothing to remove at {string.Join('/', path)}");
        }
    }

    private static JsonNode? Find(JsonNode root, string[] path) =>
        TryFind(root, path, out var found) ? found : throw new JsonPatchException($"nothing at {string.Join('/', path)}");

    private static bool TryFind(JsonNode root, string[] path, out JsonNode? found)
    {
        found = root;
        foreach (var part in path)
        {
            switch (found)
            {
                case JsonObject obj when obj.TryGetPropertyValue(part, out var member):
                    found = member;
                    break;
                case JsonArray array when int.TryParse(part, CultureInfo.InvariantCulture, out var index) && index >= -array.Count && index < array.Count:
                    found = array[index < 0 ? index + array.Count : index];
                    break;
                default:
                    return false;
            }
        }
        return true;
    }

    private static int Index(string text, int count)
    {
        if (!int.TryParse(text, CultureInfo.InvariantCulture, out var index) || index < -count || index >= count)
            throw new JsonPatchException($"no list index {text}");
        return index < 0 ? index + count : index;
    }

    private static JsonNode? Value(JsonObject step) =>
        step.TryGetPropertyValue("value", out var value) ? value?.DeepClone() : throw new JsonPatchException("a value is missing");

    private static string[] Pointer(JsonObject step, string name)
    {
        var text = ObjectMeta.Text(step[name]) ?? throw new JsonPatchException($"{name} is missing");
        if (text.Length == 0)
            return [];
        if (text[0] != '/')
            throw new JsonPatchException($"{name} must begin with a slash");
        return [.. text[1..].Split('/').Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
    }
}
