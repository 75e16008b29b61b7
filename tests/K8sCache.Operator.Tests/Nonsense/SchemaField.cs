using System.Text.Json.Nodes;

namespace K8sCache.Operator.Tests.Nonsense;

/// <summary>A place in a spec that the definition's schema knows, inner ones included.</summary>
/// <param name="Path">Names of members from the spec down; <c>0</c> is a list's first item, <c>*</c> a name of a free map.</param>
/// <param name="Schema">What belongs there.</param>
internal sealed record SchemaField(IReadOnlyList<string> Path, JsonObject Schema)
{
    private const string Item = "0";
    private const string AnyName = "*";

    public string Name => "spec." + string.Join('.', Path);

    /// <summary>Every field below a schema.</summary>
    public static IEnumerable<SchemaField> Of(JsonObject schema) => Below([], schema);

    /// <summary>The spec with this field set; what is above it and not there yet is made, with the members it must have.</summary>
    public JsonObject In(JsonObject spec, JsonObject specSchema, JsonNode? value)
    {
        var root = (JsonObject)spec.DeepClone();
        JsonNode place = root;
        var schema = specSchema;
        foreach (var (depth, name) in Path.Index())
        {
            schema = Child(schema, name);
            var isLast = depth == Path.Count - 1;
            if (!isLast && Get(place, name) is not (JsonObject or JsonArray))
                Put(place, name, Sample(schema));
            else if (isLast)
                Put(place, name, value?.DeepClone());
            if (!isLast)
                place = Get(place, name)!;
        }

        return root;
    }

    private static IEnumerable<SchemaField> Below(IReadOnlyList<string> path, JsonObject schema)
    {
        foreach (var name in ChildNames(schema))
        {
            var child = new SchemaField([.. path, name], Child(schema, name));
            yield return child;
            foreach (var deeper in Below(child.Path, child.Schema))
                yield return deeper;
        }
    }

    private static IEnumerable<string> ChildNames(JsonObject schema)
    {
        if (schema["items"] is not null)
            return [Item];
        return schema["additionalProperties"] is not null ? [AnyName] : schema["properties"]?.AsObject().Select(member => member.Key) ?? [];
    }

    private static JsonObject Child(JsonObject schema, string name) => (name switch
    {
        Item when schema["items"] is { } items => items,
        AnyName when schema["additionalProperties"] is { } values => values,
        _ => schema["properties"]![name]!,
    }).AsObject();

    private static JsonNode? Get(JsonNode place, string name) => place is JsonArray list ? list.ElementAtOrDefault(0) : place[name];

    private static void Put(JsonNode place, string name, JsonNode? value)
    {
        if (place is not JsonArray list)
            place[name] = value;
        else if (list.Count == 0)
            list.Add(value);
        else
            list[0] = value;
    }

    private static JsonNode Sample(JsonObject schema)
    {
        switch ((string?)schema["type"])
        {
            case "array":
                return new JsonArray();
            case "integer" or "number":
                return 1;
            case "boolean":
                return true;
            case "string":
                return "a";
        }

        var sample = new JsonObject();
        foreach (var name in schema["required"]?.AsArray() ?? [])
            sample[(string)name!] = Sample(schema["properties"]![(string)name!]!.AsObject());
        return sample;
    }
}
