using System.Text.Json;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>Whether an intent fits its schema well enough to be merged: known fields, right types, unique list keys.</summary>
internal static class IntentValidator
{
    /// <exception cref="ApiException">500, as the server answers.</exception>
    public static void Check(ResourceDefinition resource, JsonObject intent, FieldSchema schema)
    {
        var problems = Fields(intent, schema, "").ToList();
        if (problems.Count == 0)
            return;
        var list = problems.Count == 1 ? problems[0] : "errors:\n" + string.Join('\n', problems.Select(p => "  " + p));
        var kind = $"{resource.Group}/{resource.Version}, Kind={resource.Kind}";
        throw Errors.Make(
            500,
            "",
            $"failed to create typed patch object ({intent.Namespace()}/{intent.Name()}; {kind}): {list}",
            null);
    }

    private static IEnumerable<string> Fields(JsonObject obj, FieldSchema schema, string path)
    {
        foreach (var (name, value) in obj)
        {
            var at = $"{path}.{name}";
            if (!schema.IsUnknown && !schema.Knows(name) && !(path.Length == 0 && name is "apiVersion" or "kind" or "metadata"))
            {
                yield return $"{at}: field not declared in schema";
                continue;
            }
            foreach (var problem in Visit(value, schema.Field(name), at))
                yield return problem;
        }
    }

    private static IEnumerable<string> Visit(JsonNode? value, FieldSchema schema, string path)
    {
        if (value is null || schema.IsUnknown)
            return [];
        return (schema.Type, value) switch
        {
            ("object", JsonObject obj) => Fields(obj, schema, path),
            ("object", _) => [$"{path}: expected map, got {Show(value)}"],
            ("array", JsonArray items) => Items(items, schema, path),
            ("array", _) => [$"{path}: expected list, got {Show(value)}"],
            ("integer" or "number", not JsonValue) => [$"{path}: expected numeric (int or float), got {Show(value)}"],
            ("integer" or "number", _) when value.GetValueKind() != JsonValueKind.Number => [$"{path}: expected numeric (int or float), got {Show(value)}"],
            ("string", _) when value.GetValueKind() != JsonValueKind.String && !schema.IsIntOrString => [$"{path}: expected string, got {Show(value)}"],
            ("boolean", _) when value.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False) => [$"{path}: expected boolean, got {Show(value)}"],
            _ => [],
        };
    }

    private static IEnumerable<string> Items(JsonArray items, FieldSchema schema, string path)
    {
        var keyed = schema.ListType is "set" or "map";
        var seen = new HashSet<string>();
        foreach (var (index, item) in items.Index())
        {
            var element = keyed ? PathElements.Item(schema, item) : $"i:{index}";
            if (!seen.Add(element))
            {
                yield return $"{path}: duplicate entries for key {PathElements.Show(element)}";
                continue;
            }
            foreach (var problem in Visit(item, schema.Items, path + PathElements.Show(element)))
                yield return problem;
        }
    }

    private static string Show(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "map",
        JsonValueKind.Array => "list",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "numeric",
        _ => "boolean",
    };
}
