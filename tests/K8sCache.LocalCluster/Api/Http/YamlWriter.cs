using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8sCache.LocalCluster.Storage;

namespace K8sCache.LocalCluster.Api.Http;

/// <summary>JSON as YAML in the style of the API server: keys sorted, block style, strings quoted only where YAML would read them as something else.</summary>
internal static partial class YamlWriter
{
    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        Value(text, node, indent: 0, inList: false);
        return text.ToString();
    }

    private static void Value(StringBuilder text, JsonNode? node, int indent, bool inList)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } obj:
                Object(text, obj, indent, inList);
                break;
            case JsonArray { Count: > 0 } array:
                foreach (var item in array)
                {
                    text.Append(' ', indent).Append("- ");
                    Value(text, item, indent + 2, inList: true);
                }
                break;
            case JsonObject:
                text.Append("{}\n");
                break;
            case JsonArray:
                text.Append("[]\n");
                break;
            default:
                text.Append(Scalar(node, indent)).Append('\n');
                break;
        }
    }

    private static void Object(StringBuilder text, JsonObject obj, int indent, bool inList)
    {
        // The first key of a list item stands on the line of its dash.
        var first = inList;
        foreach (var (key, value) in obj.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (!first)
                text.Append(' ', indent);
            first = false;
            text.Append(Text(key, indent)).Append(':');
            if (value is JsonObject { Count: > 0 })
            {
                text.Append('\n');
                Value(text, value, indent + 2, inList: false);
            }
            else if (value is JsonArray { Count: > 0 })
            {
                text.Append('\n');
                Value(text, value, indent, inList: false);
            }
            else
            {
                text.Append(' ');
                Value(text, value, indent + 2, inList: false);
            }
        }
    }

    private static string Scalar(JsonNode? node, int indent) => node switch
    {
        null => "null",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Text(value.GetValue<string>(), indent),
        _ => node.ToJsonString(),
    };

    private static string Text(string value, int indent)
    {
        if (value.Contains('\n', StringComparison.Ordinal) && !value.Contains('\r', StringComparison.Ordinal) && !char.IsWhiteSpace(value[0]))
            return Block(value, indent);
        return NeedsQuotes(value) ? JsonSerializer.Serialize(value, StoreJson.Options) : value;
    }

    private static string Block(string value, int indent)
    {
        var keep = value.EndsWith("\n\n", StringComparison.Ordinal) ? "+" : value.EndsWith('\n') ? "" : "-";
        var lines = value.TrimEnd('\n').Split('\n').Select(l => l.Length == 0 ? l : new string(' ', indent) + l);
        return $"|{keep}\n{string.Join('\n', lines)}";
    }

    private static bool NeedsQuotes(string value) =>
        value.Length == 0
        || Reserved().IsMatch(value)
        || double.TryParse(value, CultureInfo.InvariantCulture, out _)
        || value.Any(char.IsControl)
        || value.Contains(": ", StringComparison.Ordinal)
        || value.Contains(" #", StringComparison.Ordinal)
        || value.EndsWith(':')
        || value[0] is ' ' or '-' or '?' or ':' or ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`'
        || value[^1] == ' ';

    /// <summary>Words and times that YAML 1.1 reads as booleans, nulls or timestamps.</summary>
    [GeneratedRegex(@"\A(?:~|null|true|false|yes|no|on|off|y|n|=|<<|\d{4}-\d\d?-\d\d?.*|0[xob][0-9a-f_]+|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
