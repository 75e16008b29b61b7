using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Quantities;
using K8sCache.LocalCluster.Schema;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>
/// Does to a built-in kind's JSON what decoding into Go types and encoding again does: unknown fields go (and are
/// told), nulls and empty lists go, quantities and times become canonical, a wrong type is a 400 in encoding/json's words.
/// </summary>
internal sealed class TypedDecoder
{
    private readonly string _kind;
    private readonly string _version;
    private readonly List<string> _problems = [];

    private TypedDecoder(string kind, string version) => (_kind, _version) = (kind, version);

    /// <returns>Problems such as <c>unknown field "spec.replica"</c>.</returns>
    /// <exception cref="ApiException">400.</exception>
    public static IReadOnlyList<string> Decode(JsonObject json, StructuralSchema schema, string kind, string version)
    {
        var decoder = new TypedDecoder(kind, version);
        decoder.DecodeObject(json, schema, "", "");
        return decoder._problems;
    }

    /// <param name="json">The object.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="path">With list indices, for unknown fields.</param>
    /// <param name="goPath">Without, as encoding/json tells it.</param>
    private void DecodeObject(JsonObject json, StructuralSchema schema, string path, string goPath)
    {
        foreach (var name in json.Select(entry => entry.Key).ToList())
        {
            var childPath = path.Length == 0 ? name : $"{path}.{name}";
            var isField = schema.Properties.TryGetValue(name, out var property);
            property ??= schema.AdditionalProperties;
            if (property is null)
            {
                // managedFields, JSON and RawExtension values have types without properties: anything goes below.
                if (schema.Properties.Count == 0) continue;
                json.Remove(name);
                _problems.Add($"unknown field \"{childPath}\"");
                continue;
            }

            var child = json[name];
            if (child is null)
            {
                // A map of strings keeps its key, with Go's zero value.
                if (isField || property.Type != "string") json.Remove(name);
                else json[name] = "";
                continue;
            }

            // encoding/json names a map's values by the map.
            var childGoPath = !isField ? goPath : goPath.Length == 0 ? name : $"{goPath}.{name}";
            var decoded = DecodeValue(child, property, childPath, childGoPath, schema);
            if (!ReferenceEquals(decoded, child)) json[name] = decoded;
            if (isField && IsOmitted(decoded, property) && !schema.Required.Contains(name)) json.Remove(name);
        }
    }

    /// <summary>Go's omitempty on maps and slices. Scalars are left alone: the schema does not tell pointers from values.</summary>
    private static bool IsOmitted(JsonNode? value, StructuralSchema schema) =>
        value is JsonArray { Count: 0 } || (value is JsonObject { Count: 0 } && schema.AdditionalProperties is not null);

    private JsonNode? DecodeValue(JsonNode value, StructuralSchema schema, string path, string goPath, StructuralSchema parent)
    {
        if (GoTypes.IsQuantity(schema)) return CanonicalQuantity(value);
        if (schema.IntOrString || schema.IsAny) return value;
        switch (value)
        {
            case JsonObject json when schema.Type == "object":
                DecodeObject(json, schema, path, goPath);
                return json;
            case JsonArray array when schema.Type == "array":
                for (var i = 0; schema.Items is { } items && i < array.Count; i++)
                {
                    if (array[i] is not { } item) continue;
                    var decoded = DecodeValue(item, items, $"{path}[{i}]", goPath, schema);
                    if (!ReferenceEquals(decoded, item)) array[i] = decoded;
                }

                return array;
            default:
                return DecodeScalar(value, schema, goPath, parent);
        }
    }

    private JsonNode DecodeScalar(JsonNode value, StructuralSchema schema, string goPath, StructuralSchema parent)
    {
        var scalar = JsonScalars.Read(value);
        var fits = (schema.Type, scalar) switch
        {
            ("string", string) or ("boolean", bool) or ("integer", long) or ("number", long or double) => true,
            _ => false,
        };
        if (!fits) throw Unmarshalable(value, schema, goPath, parent);
        if (scalar is not string text) return value;
        if (schema.Format == "date-time")
            return JsonValue.Create(GoTimes.Normalise(text, GoTypes.IsMicroTime(schema), out var problem) ?? throw Refused(problem));
        if (schema.Format == "byte" && GoTypes.Base64Problem(text) is { } position)
            throw Refused($"illegal base64 data at input byte {position}");
        return value;
    }

    private JsonValue CanonicalQuantity(JsonNode value) => JsonScalars.Read(value) is { } scalar
        ? JsonValue.Create(Quantity.Parse(SchemaText(scalar), out var problem)?.ToString() ?? throw Refused(problem))
        : throw Refused(Quantity.Problem);

    private static string SchemaText(object scalar) => scalar as string ?? SchemaValidator.Show(scalar);

    private ApiException Unmarshalable(JsonNode value, StructuralSchema schema, string goPath, StructuralSchema parent)
    {
        var json = JsonScalars.TypeName(value) switch
        {
            "integer" => "number",
            "boolean" => "bool",
            var other => other,
        };
        var owner = parent.Name.Length == 0 ? _kind : GoTypes.StructName(parent);
        return Refused($"json: cannot unmarshal {json} into Go struct field {owner}.{goPath} of type {GoTypes.NameOf(schema)}");
    }

    private ApiException Refused(string why) =>
        Errors.BadRequest($"{_kind} in version \"{_version}\" cannot be handled as a {_kind}: {why}");
}
