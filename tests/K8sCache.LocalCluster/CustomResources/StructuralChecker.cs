using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Schema;

namespace K8sCache.LocalCluster.CustomResources;

/// <summary>Whether a CRD's schema is structural (Kubernetes documentation, "Specifying a structural schema").</summary>
internal sealed class StructuralChecker
{
    private static readonly string[] ForbiddenKeywords = ["$ref", "definitions", "dependencies", "patternProperties", "additionalItems"];

    private readonly List<StatusCause> _causes = [];

    private StructuralChecker()
    {
    }

    public static List<StatusCause> Check(JsonObject schema, string path)
    {
        var checker = new StructuralChecker();
        checker.Visit(schema, path, "at the root");
        return checker._causes;
    }

    private void Visit(JsonObject schema, string path, string where)
    {
        var type = Text(schema, "type");
        CheckType(schema, type, path, where);
        CheckForbidden(schema, path);
        if (type == "array") CheckArray(schema, path);
        if (Text(schema, "pattern") is { Length: > 0 } pattern && SchemaPatterns.Problem(pattern) is { } problem)
        {
            _causes.Add(FieldErrors.InvalidString(
                $"{path}.pattern", pattern, $"must be a valid regular expression, but isn't: {problem}"));
        }

        if (schema["properties"] is JsonObject properties)
        {
            if (schema["additionalProperties"] is not null)
            {
                _causes.Add(FieldErrors.Forbidden(
                    $"{path}.additionalProperties", "additionalProperties and properties are mutual exclusive"));
            }

            foreach (var (name, property) in properties)
                if (property is JsonObject child) Visit(child, $"{path}.properties[{name}]", "for specified object fields");
        }

        if (schema["additionalProperties"] is JsonObject values)
            Visit(values, $"{path}.additionalProperties", "for specified object fields");
        if (schema["items"] is JsonObject items) Visit(items, $"{path}.items", "for specified array items");
    }

    private void CheckType(JsonObject schema, string type, string path, string where)
    {
        if (type.Length > 0)
        {
            if (type is not ("object" or "array" or "string" or "integer" or "number" or "boolean"))
                _causes.Add(FieldErrors.NotSupported($"{path}.type", type, "array", "boolean", "integer", "number", "object", "string"));
            return;
        }

        if (Flag(schema, "x-kubernetes-int-or-string") || Flag(schema, "x-kubernetes-preserve-unknown-fields")) return;
        _causes.Add(FieldErrors.Required($"{path}.type", $"must not be empty {where}"));
    }

    private void CheckForbidden(JsonObject schema, string path)
    {
        foreach (var keyword in ForbiddenKeywords.Where(schema.ContainsKey))
            _causes.Add(FieldErrors.Forbidden($"{path}.{keyword}", $"{keyword} is not supported"));
        if (Flag(schema, "uniqueItems"))
        {
            _causes.Add(FieldErrors.Forbidden(
                $"{path}.uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"));
        }
    }

    private void CheckArray(JsonObject schema, string path)
    {
        if (schema["items"] is not JsonObject items)
        {
            _causes.Add(FieldErrors.Required($"{path}.items", "must be specified"));
            return;
        }

        if (Text(schema, "x-kubernetes-list-type") != "map") return;
        var keys = Texts(schema["x-kubernetes-list-map-keys"]);
        if (keys.Count == 0)
        {
            _causes.Add(FieldErrors.Required(
                $"{path}.x-kubernetes-list-map-keys", "must not be empty if x-kubernetes-list-type is map"));
        }

        foreach (var key in keys)
        {
            if (items["properties"]?[key] is not JsonObject property)
            {
                _causes.Add(FieldErrors.InvalidString(
                    $"{path}.x-kubernetes-list-map-keys", key, "entries must all be names of item properties"));
            }
            else if (!Texts(items["required"]).Contains(key) && property["default"] is null)
            {
                _causes.Add(FieldErrors.Required(
                    $"{path}.items.properties[{key}].default",
                    "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"));
            }
        }
    }

    private static List<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(text => (string)text!)];

    private static string Text(JsonObject schema, string name) => JsonScalars.Read(schema[name]) as string ?? "";

    private static bool Flag(JsonObject schema, string name) => JsonScalars.Read(schema[name]) is true;
}
