using System.Globalization;
using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>
/// Turns a JSON value into a CEL value by its schema, as the API server's schema declarations do: an int64 in a
/// <c>number</c> field is a double, <c>date-time</c> a timestamp, <c>duration</c> a duration.
/// </summary>
internal static class CelValues
{
    public static object? From(JsonNode? node, StructuralSchema? schema) => node switch
    {
        null => null,
        JsonObject json => FromObject(json, schema),
        JsonArray array => new CelList(
            [.. array.Select(item => From(item, schema?.Items))], schema?.ListType ?? ListType.Atomic, schema?.ListMapKeys),
        _ => FromScalar(JsonScalars.Read(node), schema),
    };

    private static CelMap FromObject(JsonObject json, StructuralSchema? schema)
    {
        var entries = new Dictionary<object, object?>(CelEquality.Instance);
        foreach (var (name, value) in json)
        {
            if (schema is null || schema.AdditionalProperties is not null || schema.IsAny)
            {
                entries[name] = From(value, schema?.AdditionalProperties);
            }
            else if (name == "metadata" && schema.Properties.TryGetValue(name, out var bare) && bare.Properties.Count == 0)
            {
                // A resource's schema names metadata without its fields; rules may read them all the same.
                entries[name] = From(value, null);
            }
            else if (schema.Properties.TryGetValue(name, out var property))
            {
                entries[CelNames.Escape(name)] = From(value, property);
            }
            else if (schema.EmbeddedResource || name is "apiVersion" or "kind" or "metadata")
            {
                entries[name] = From(value, null);
            }
        }

        return new CelMap(entries);
    }

    private static object? FromScalar(object? scalar, StructuralSchema? schema) => (scalar, schema?.Type, schema?.Format) switch
    {
        (long whole, "number", _) => (double)whole,
        (double number, "integer", _) => (long)number,
        (string text, _, "date-time" or "date")
            when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        (string text, _, "duration") when GoDuration.TryParse(text) is { } span => span,
        (string text, _, "byte") when System.Buffers.Text.Base64.IsValid(text) => Convert.FromBase64String(text),
        _ => scalar,
    };
}
