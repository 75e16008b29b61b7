using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Schema;

/// <summary>
/// Parses schemas and follows references, each one once. A reference stands as <c>{"$ref"}</c> or, with a default or
/// description beside it, as <c>{"allOf": [{"$ref"}]}</c>.
/// </summary>
internal sealed class StructuralSchemaParser(Func<string, JsonObject?>? resolve = null)
{
    private const string ReferencePrefix = "#/components/schemas/";

    private readonly Dictionary<string, StructuralSchema> _resolved = new(StringComparer.Ordinal);

    public StructuralSchema Parse(JsonObject json)
    {
        if (ReferenceOf(json) is not { } reference)
        {
            var schema = new StructuralSchema();
            Fill(schema, json);
            return schema;
        }

        var target = Resolve(reference);
        return json["default"] is { } fallback ? WithDefault(target, fallback) : target;
    }

    private static string? ReferenceOf(JsonObject json)
    {
        if ((string?)json["$ref"] is { } direct) return direct;
        return json["allOf"] is JsonArray { Count: 1 } all && all[0] is JsonObject only ? (string?)only["$ref"] : null;
    }

    private StructuralSchema Resolve(string reference)
    {
        if (_resolved.TryGetValue(reference, out var known)) return known;
        var schema = new StructuralSchema { Name = reference[ReferencePrefix.Length..] };
        _resolved[reference] = schema;
        Fill(schema, resolve?.Invoke(reference) ?? throw new InvalidOperationException($"no schema {reference}"));
        // Published as an object without properties, meant as one of any: a trie of field names.
        if (schema.Name.EndsWith(".FieldsV1", StringComparison.Ordinal)) schema.PreserveUnknownFields = true;
        return schema;
    }

    /// <summary>The same schema at a place that has a default: properties are shared, so cycles stay cycles.</summary>
    private StructuralSchema WithDefault(StructuralSchema target, JsonNode fallback)
    {
        // The target may be still being filled (a cycle); a default on such a place is always {}, and pointless there.
        var copy = new StructuralSchema { Default = fallback, Name = target.Name };
        if (resolve?.Invoke(ReferencePrefix + target.Name) is { } json) Fill(copy, json);
        copy.Default = fallback;
        return copy;
    }

    private void Fill(StructuralSchema schema, JsonObject json)
    {
        schema.Type = (string?)json["type"] ?? "";
        schema.Format = (string?)json["format"] ?? "";
        schema.Nullable = Flag(json, "nullable");
        schema.Default = json["default"]?.DeepClone();
        schema.PreserveUnknownFields = Flag(json, "x-kubernetes-preserve-unknown-fields");
        schema.IntOrString = Flag(json, "x-kubernetes-int-or-string") || schema.Format == "int-or-string";
        schema.EmbeddedResource = Flag(json, "x-kubernetes-embedded-resource");
        schema.ListType = (string?)json["x-kubernetes-list-type"] switch
        {
            "set" => ListType.Set,
            "map" => ListType.Map,
            _ => ListType.Atomic,
        };
        schema.ListMapKeys = Texts(json["x-kubernetes-list-map-keys"]);
        schema.Required = Texts(json["required"]);
        schema.Rules = [.. Objects(json["x-kubernetes-validations"]).Select(ValidationRule.Parse)];
        if (json["properties"] is JsonObject properties)
        {
            schema.Properties = properties.ToDictionary(
                property => property.Key, property => Parse((JsonObject)property.Value!), StringComparer.Ordinal);
        }

        if (json["items"] is JsonObject items) schema.Items = Parse(items);
        switch (json["additionalProperties"])
        {
            case JsonObject values: schema.AdditionalProperties = Parse(values); break;
            case JsonValue flag when flag.GetValueKind() == JsonValueKind.True: schema.AdditionalProperties = new StructuralSchema(); break;
        }

        // FieldsV1, RawExtension and their like: Go types that hold any JSON.
        if (resolve is not null && schema is { Type: "object", Properties.Count: 0, AdditionalProperties: null })
            schema.PreserveUnknownFields = true;
        schema.Limits = Limits(json);
    }

    private ValueLimits Limits(JsonObject json) => new()
    {
        Enum = json["enum"] is JsonArray values ? [.. values.Select(value => value?.DeepClone())] : [],
        Minimum = Number(json, "minimum"),
        Maximum = Number(json, "maximum"),
        ExclusiveMinimum = Flag(json, "exclusiveMinimum"),
        ExclusiveMaximum = Flag(json, "exclusiveMaximum"),
        MultipleOf = Number(json, "multipleOf"),
        MinLength = Whole(json, "minLength"),
        MaxLength = Whole(json, "maxLength"),
        Pattern = (string?)json["pattern"],
        MinItems = Whole(json, "minItems"),
        MaxItems = Whole(json, "maxItems"),
        MinProperties = Whole(json, "minProperties"),
        MaxProperties = Whole(json, "maxProperties"),
        AllOf = [.. Objects(json["allOf"]).Select(Parse)],
        AnyOf = [.. Objects(json["anyOf"]).Select(Parse)],
        OneOf = [.. Objects(json["oneOf"]).Select(Parse)],
        Not = json["not"] is JsonObject not ? Parse(not) : null,
    };

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => (node as JsonArray ?? []).OfType<JsonObject>();

    private static List<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(text => (string)text!)];

    private static bool Flag(JsonObject json, string name) => JsonScalars.Read(json[name]) is true;

    private static double? Number(JsonObject json, string name) => JsonScalars.Read(json[name]) switch
    {
        long whole => whole,
        double number => number,
        _ => null,
    };

    private static long? Whole(JsonObject json, string name) => (long?)Number(json, name);
}
