using System.Text.Json;

namespace K8sCache.Operator.Api;

/// <summary>Why a spec cannot be read, for people: the field, and what belongs there.</summary>
internal static class SpecReadingError
{
    /// <summary>Levels of a path that are named.</summary>
    public const int ShownLevels = 8;

    /// <summary>Longest description, in characters: it goes into a condition.</summary>
    private const int MaxLength = 500;

    /// <summary>What the framework's messages call a type, and what people do.</summary>
    private static readonly (string Type, string Meaning)[] Kinds =
    [
        ("System.Int32", "a whole number of 32 bits"),
        ("System.Int64", "a whole number of 64 bits"),
        ("System.Double", "a number"),
        ("System.Boolean", "true or false"),
        ("System.String", "a text"),
        ("IReadOnlyList", "a list"),
        ("IReadOnlyDictionary", "an object of names and values"),
        ("K8sCache.Operator.Api", "an object"),
    ];

    public static string Describe(Exception error)
    {
        var text = error is not JsonException { Path: { } path } json
            ? error.Message
            : $"spec{path.TrimStart('$')}: {Reason(json)}";
        return text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength), "...");
    }

    private static string Reason(JsonException error)
    {
        if (!error.Message.Contains("could not be converted to ", StringComparison.Ordinal))
            return error.Message.Split(" Path: $", 2)[0];
        var kind = Kinds.FirstOrDefault(known => error.Message.Contains(known.Type, StringComparison.Ordinal));
        return kind.Meaning is { } meaning ? $"it must be {meaning}" : "it is not of the kind that belongs there";
    }
}
