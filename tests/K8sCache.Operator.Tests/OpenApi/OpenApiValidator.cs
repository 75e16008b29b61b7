using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8sCache.Operator.Tests.OpenApi;

/// <summary>
/// Checks API objects against the schemas a Kubernetes API server publishes: types, required fields, enums, and,
/// unlike the server's own default, unknown fields are errors.
/// </summary>
internal sealed class OpenApiValidator
{
    private readonly Dictionary<string, JsonObject> _schemas = new(StringComparer.Ordinal);
    private readonly Dictionary<(string ApiVersion, string Kind), string> _schemaOfKind = [];

    public OpenApiValidator(IEnumerable<JsonObject> documents)
    {
        foreach (var document in documents)
            Add(document["components"]!["schemas"]!.AsObject());
    }

    public bool Knows(string apiVersion, string kind) => _schemaOfKind.ContainsKey((apiVersion, kind));

    /// <summary>Every fault, as <c>path: what</c>; none when the object is right.</summary>
    public IReadOnlyList<string> Validate(JsonNode obj)
    {
        var kind = ((string?)obj["apiVersion"] ?? "", (string?)obj["kind"] ?? "");
        if (!_schemaOfKind.TryGetValue(kind, out var name))
            return [$"no schema for {kind}"];
        var faults = new List<string>();
        Check(obj, _schemas[name], kind.Item2, faults);
        return faults;
    }

    private void Add(JsonObject schemas)
    {
        foreach (var (name, schema) in schemas)
        {
            _schemas[name] = schema!.AsObject();
            foreach (var gvk in schema["x-kubernetes-group-version-kind"]?.AsArray() ?? [])
            {
                var (group, version) = ((string)gvk!["group"]!, (string)gvk["version"]!);
                _schemaOfKind[(group.Length == 0 ? version : $"{group}/{version}", (string)gvk["kind"]!)] = name;
            }
        }
    }

    private void Check(JsonNode? value, JsonObject schema, string path, List<string> faults)
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            Check(value, _schemas[reference[(reference.LastIndexOf('/') + 1)..]], path, faults);
            return;
        }

        foreach (var part in schema["allOf"]?.AsArray() ?? [])
            Check(value, part!.AsObject(), path, faults);
        if (schema["oneOf"] is JsonArray choices && !choices.Any(choice => HasType(value, (string)choice!["type"]!)))
            faults.Add($"{path}: {value?.ToJsonString() ?? "null"} has none of the allowed types");
        if ((string?)schema["type"] is { } type && !HasType(value, type))
        {
            faults.Add($"{path}: {value?.ToJsonString() ?? "null"} is not of type {type}");
            return;
        }

        if (schema["enum"] is JsonArray allowed && !allowed.Any(item => JsonNode.DeepEquals(item, value)))
            faults.Add($"{path}: {value?.ToJsonString()} is not one of {allowed.ToJsonString()}");
        if (value is JsonArray items && schema["items"] is JsonObject itemSchema)
        {
            for (var index = 0; index < items.Count; index++)
                Check(items[index], itemSchema, $"{path}[{index}]", faults);
        }

        if (value is JsonObject members && (string?)schema["type"] == "object")
            CheckMembers(members, schema, path, faults);
    }

    private void CheckMembers(JsonObject members, JsonObject schema, string path, List<string> faults)
    {
        foreach (var name in schema["required"]?.AsArray().Select(name => (string)name!) ?? [])
        {
            if (!members.ContainsKey(name))
                faults.Add($"{path}: {name} is required");
        }

        var properties = schema["properties"] as JsonObject;
        foreach (var (name, member) in members)
        {
            if (properties?[name] is JsonObject property)
                Check(member, property, $"{path}.{name}", faults);
            else if (schema["additionalProperties"] is JsonObject additional)
                Check(member, additional, $"{path}[{name}]", faults);
            else if (properties is not null)
                faults.Add($"{path}: unknown field {name}");
        }
    }

    private static bool HasType(JsonNode? value, string type) => (type, value?.GetValueKind()) switch
    {
        ("object", JsonValueKind.Object) => true,
        ("array", JsonValueKind.Array) => true,
        ("string", JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => !value!.ToJsonString().Contains('.', StringComparison.Ordinal),
        _ => false,
    };
}
