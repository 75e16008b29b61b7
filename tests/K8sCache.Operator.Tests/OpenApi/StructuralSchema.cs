using System.Text.Json.Nodes;

namespace K8sCache.Operator.Tests.OpenApi;

/// <summary>What the API server demands of a custom resource's schema beyond its being one.</summary>
/// <remarks>
/// Kubernetes documentation, "Specifying a structural schema": every value has a type (or is int-or-string), inside
/// <c>anyOf</c> only what the outside names, and no <c>properties</c> beside <c>additionalProperties</c>.
/// </remarks>
internal static class StructuralSchema
{
    public static IEnumerable<string> Faults(JsonObject schema, string path = "")
    {
        var intOrString = schema["x-kubernetes-int-or-string"] is not null;
        if (schema["type"] is null != intOrString)
            yield return $"{path}: needs either a type or x-kubernetes-int-or-string";
        if (schema["properties"] is not null && schema["additionalProperties"] is not null)
            yield return $"{path}: properties and additionalProperties exclude each other";
        if ((string?)schema["type"] == "array" && schema["items"] is null)
            yield return $"{path}: an array needs items";
        foreach (var rule in schema["x-kubernetes-validations"]?.AsArray() ?? [])
        {
            if ((string?)rule!["message"] is not { Length: > 0 } message || message.Contains('\n', StringComparison.Ordinal))
                yield return $"{path}: a rule needs a message of one line";
        }

        foreach (var fault in Children(schema).SelectMany(child => Faults(child.Schema, $"{path}.{child.Name}")))
            yield return fault;
    }

    /// <summary>Fields of a value that the API server would prune.</summary>
    public static IEnumerable<string> UnknownFields(JsonNode value, JsonObject schema, string path)
    {
        if (value is not JsonObject members || schema["properties"] is not JsonObject properties)
            return [];
        return members.SelectMany(member => properties[member.Key] is JsonObject property
            ? UnknownFields(member.Value!, property, $"{path}.{member.Key}")
            : [$"{path}.{member.Key}"]);
    }

    private static IEnumerable<(string Name, JsonObject Schema)> Children(JsonObject schema)
    {
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
            yield return (name, property!.AsObject());
        if (schema["items"] is JsonObject items)
            yield return ("[]", items);
        if (schema["additionalProperties"] is JsonObject values)
            yield return ("{}", values);
    }
}
