using System.Globalization;
using System.Text;

namespace K8sCache.Hosting.Metrics;

/// <summary>Tags as the exposition writes labels, sorted by name and escaped.</summary>
internal static class LabelText
{
    public static string Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        if (tags.Length == 1)
        {
            return Append(text, tags[0]).ToString();
        }
        var sorted = tags.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        foreach (var tag in sorted)
        {
            if (text.Length > 0)
            {
                text.Append(',');
            }
            Append(text, tag);
        }
        return text.ToString();
    }

    private static StringBuilder Append(StringBuilder text, KeyValuePair<string, object?> tag)
    {
        text.Append(MetricNames.Sanitize(tag.Key)).Append("=\"");
        foreach (var c in Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "")
        {
            _ = c switch
            {
                '\\' => text.Append(@"\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append("\\n"),
                _ => text.Append(c),
            };
        }
        return text.Append('"');
    }
}
