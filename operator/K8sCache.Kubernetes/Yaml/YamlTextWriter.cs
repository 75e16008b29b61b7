using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace K8sCache.Kubernetes.Yaml;

/// <summary>
/// Writes JSON values as the plain block YAML people write for Kubernetes. Generated files are compared byte for
/// byte, so the layout is ours rather than a library's default of the day.
/// </summary>
internal static partial class YamlTextWriter
{
    private const int IndentSize = 2;

    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        if (node is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
            WriteBlock(text, node, 0);
        else
            text.Append(Inline(node)).Append('\n');
        return text.ToString();
    }

    /// <summary>Whether a reader of YAML 1.1 or 1.2 might take the plain text for a number.</summary>
    public static bool LooksNumeric(string text) => Numeric().IsMatch(text);

    private static void WriteBlock(StringBuilder text, JsonNode node, int indent)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                text.Append(' ', indent).Append(Scalar(name)).Append(':');
                WriteMember(text, value, indent);
            }

            return;
        }

        foreach (var item in node.AsArray())
        {
            if (item is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
            {
                // The first line of the item follows its dash; the rest lines up below it.
                var start = text.Length;
                WriteBlock(text, item, indent + IndentSize);
                text[start + indent] = '-';
            }
            else
            {
                text.Append(' ', indent).Append("- ").Append(Inline(item)).Append('\n');
            }
        }
    }

    private static void WriteMember(StringBuilder text, JsonNode? value, int indent)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } or JsonArray { Count: > 0 }:
                text.Append('\n');
                WriteBlock(text, value, value is JsonArray ? indent : indent + IndentSize);
                break;
            case JsonValue scalar when scalar.TryGetValue<string>(out var literal) && FitsLiteralBlock(literal):
                WriteLiteralBlock(text, literal, indent + IndentSize);
                break;
            default:
                text.Append(' ').Append(Inline(value)).Append('\n');
                break;
        }
    }

    private static bool FitsLiteralBlock(string value) =>
        value.Contains('\n') && value[0] is not (' ' or '\n') && !value.EndsWith("\n\n", StringComparison.Ordinal)
        && !value.Any(c => char.IsControl(c) && c != '\n') && !value.Contains(" \n", StringComparison.Ordinal);

    private static void WriteLiteralBlock(StringBuilder text, string value, int indent)
    {
        text.Append(value.EndsWith('\n') ? " |\n" : " |-\n");
        foreach (var line in value.TrimEnd('\n').Split('\n'))
            text.Append(' ', line.Length == 0 ? 0 : indent).Append(line).Append('\n');
    }

    private static string Inline(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        JsonValue value when value.TryGetValue<string>(out var text) => Scalar(text),
        _ => node.ToJsonString(),
    };

    private static string Scalar(string text) =>
        Plain().IsMatch(text) && !LooksNumeric(text) && !Reserved().IsMatch(text) && !LooksLikeDate(text)
            && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal)
            && !text.EndsWith(':') && !text.EndsWith(' ')
            ? text
            : text.Any(char.IsControl) ? $"\"{JsonEncodedText.Encode(text)}\"" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static bool LooksLikeDate(string text) => text.Length >= 8 && DateLike().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z0-9_./$(<][^\x00-\x1f]*$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[-+.]?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?$|^0[xob][0-9a-fA-F_]+$|^[-+]?\.(inf|nan)$", RegexOptions.IgnoreCase)]
    private static partial Regex Numeric();

    [GeneratedRegex("^(y|n|yes|no|on|off|true|false|null|~)$", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();

    [GeneratedRegex(@"^\d{4}-\d{1,2}-\d{1,2}|^\d+(:\d\d)+$")]
    private static partial Regex DateLike();
}
