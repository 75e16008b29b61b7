using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Patching;

/// <summary>
/// One node of an OpenAPI v3 schema, references followed: what patches and field ownership ask of it. A field that
/// the schema does not know has the schema of nothing: deduced from its value, lists atomic.
/// </summary>
public sealed class FieldSchema
{
    private readonly JsonObject _json;
    private readonly JsonObject _wrapper;
    private readonly ISchemaSource _source;

    public FieldSchema(JsonObject json, ISchemaSource source)
    {
        _source = source;
        _wrapper = json;
        _json = Follow(json, source);
    }

    public bool IsUnknown => _json.Count == 0;

    /// <summary>Keeps what it does not know: x-kubernetes-preserve-unknown-fields.</summary>
    public bool PreservesUnknown => Flag("x-kubernetes-preserve-unknown-fields");

    public string Type => ObjectMeta.Text(_json["type"]) ?? "";

    /// <summary>A number or a string: ports, percentages, quantities.</summary>
    public bool IsIntOrString => Flag("x-kubernetes-int-or-string") || ObjectMeta.Text(_json["format"]) == "int-or-string" || _json["oneOf"] is not null;

    public bool HasProperties => _json["properties"] is JsonObject;

    /// <summary>atomic, set or map; lists without a word are atomic.</summary>
    public string ListType => Extension("x-kubernetes-list-type") ?? "atomic";

    public IReadOnlyList<string> ListMapKeys => ObjectMeta.Texts(Node("x-kubernetes-list-map-keys"));

    public bool IsAtomicMap => Extension("x-kubernetes-map-type") == "atomic";

    public string? PatchMergeKey => Extension("x-kubernetes-patch-merge-key");

    /// <summary>merge, replace, retainKeys; several are separated by commas.</summary>
    public IReadOnlyList<string> PatchStrategies => (Extension("x-kubernetes-patch-strategy") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    public JsonNode? Default => _wrapper["default"] ?? _json["default"];

    public bool Requires(string name) => ObjectMeta.Texts(_json["required"]).Contains(name);

    public IEnumerable<string> PropertyNames => (_json["properties"] as JsonObject ?? []).Select(p => p.Key);

    /// <summary>A declared property; null when the schema does not name it.</summary>
    public FieldSchema? Property(string name) =>
        _json["properties"]?[name] is JsonObject property ? new FieldSchema(property, _source) : null;

    /// <summary>The schema of a field, declared or not.</summary>
    public FieldSchema Field(string name) =>
        Property(name) ?? new FieldSchema(_json["additionalProperties"] as JsonObject ?? [], _source);

    public FieldSchema Items => new(_json["items"] as JsonObject ?? [], _source);

    /// <summary>True when the schema knows what may stand under a name: declared, or a map's value.</summary>
    public bool Knows(string name) => Property(name) is not null || _json["additionalProperties"] is JsonObject || PreservesUnknown || !HasProperties;

    /// <summary>A property's reference comes wrapped: <c>{"allOf": [{"$ref": …}], "default": {}}</c>.</summary>
    private static JsonObject Follow(JsonObject json, ISchemaSource source)
    {
        if (ObjectMeta.Text(json["$ref"]) is { } reference)
            return source.Resolve(reference) is { } target ? Follow(target, source) : [];
        return json["allOf"] is JsonArray { Count: 1 } all && all[0] is JsonObject only ? Follow(only, source) : json;
    }

    /// <summary>An extension stands on the property or on the type it refers to.</summary>
    private JsonNode? Node(string name) => _wrapper[name] ?? _json[name];

    private string? Extension(string name) => ObjectMeta.Text(Node(name));

    private bool Flag(string name) => Node(name) is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;
}
