using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Api.Selectors;

/// <summary>A LabelSelector object in the text form that queries and tables use.</summary>
public static class SelectorText
{
    public static string Of(JsonObject selector)
    {
        var terms = new List<(string Key, string Text)>();
        foreach (var (key, value) in selector["matchLabels"] as JsonObject ?? [])
            terms.Add((key, $"{key}={ObjectMeta.Text(value)}"));
        foreach (var expression in (selector["matchExpressions"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var key = ObjectMeta.Text(expression["key"]) ?? "";
            var values = string.Join(',', ObjectMeta.Texts(expression["values"]).Order(StringComparer.Ordinal));
            terms.Add((key, ObjectMeta.Text(expression["operator"]) switch
            {
                "In" => $"{key} in ({values})",
                "NotIn" => $"{key} notin ({values})",
                "DoesNotExist" => $"!{key}",
                _ => key,
            }));
        }
        return string.Join(',', terms.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Text));
    }

    /// <summary>A plain label map, as a Service selects by.</summary>
    public static string OfMap(JsonObject? labels) =>
        labels is null ? "" : string.Join(',', labels.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={ObjectMeta.Text(p.Value)}"));
}
