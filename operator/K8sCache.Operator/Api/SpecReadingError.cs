using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace K8sCache.Operator.Api;

/// <summary>Why a spec cannot be read, for people: the field, what it holds, and what it takes.</summary>
internal static partial class SpecReadingError
{
    /// <summary>Longest description, in characters: it goes into a condition.</summary>
    private const int MaxLength = 500;

    /// <summary>Longest value that is shown, in characters.</summary>
    private const int MaxValueLength = 60;

    // How the framework's own messages begin; what they say after it is of its types, not of our fields.
    private const string WrongKind = "The JSON value could not be converted to ";
    private const string Missing = " was missing required properties including: ";

    public static string Describe(Exception error, JsonElement spec)
    {
        var text = error is JsonException { Path: { } path } json ? Describe(json, path, spec) : error.Message;
        return Shortened(text, MaxLength);
    }

    private static string Describe(JsonException error, string path, JsonElement spec)
    {
        var field = "spec" + path.TrimStart('$');
        if (error.Message.Contains(Missing, StringComparison.Ordinal))
            return $"{field} lacks {error.Message.Split(Missing)[1].TrimEnd('.').Replace("'", "", StringComparison.Ordinal)}";
        if (!error.Message.StartsWith(WrongKind, StringComparison.Ordinal))
            return $"{field}: {error.Message.Split(" Path: $", 2)[0]}";
        var value = Find(spec, path) is { } found ? Shortened(found.GetRawText(), MaxValueLength) : "what is there";
        return $"{field} is {value}, which it does not take: see kubectl explain cachecluster.{Index().Replace(field, "")}";
    }

    private static JsonElement? Find(JsonElement spec, string path)
    {
        var value = spec;
        foreach (Match step in Step().Matches(path))
        {
            var name = step.Groups["name"].Success ? step.Groups["name"].Value : step.Groups["quoted"].Value;
            if (step.Groups["index"] is { Success: true } index)
                value = value[int.Parse(index.Value, CultureInfo.InvariantCulture)];
            else if (!value.TryGetProperty(name, out value))
                return null;
        }
        return value;
    }

    private static string Shortened(string text, int length) =>
        text.Length <= length ? text : string.Concat(text.AsSpan(0, length), "...");

    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\['(?<quoted>[^']*)'\]|\[(?<index>[0-9]+)\]")]
    private static partial Regex Step();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Index();
}
