using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Manifests;

/// <summary>Matches labels against the two forms of selector that objects carry: a Service's map and a LabelSelector.</summary>
internal static class LabelSelector
{
    /// <summary>A LabelSelector (<c>matchLabels</c>, <c>matchExpressions</c>). A missing one matches nothing, an empty one all.</summary>
    public static bool Matches(JsonNode? selector, JsonObject subject)
    {
        if (selector is not JsonObject)
            return false;
        var labels = subject.At("metadata", "labels");
        return selector.TextMap("matchLabels").All(wanted => labels.Text(wanted.Key) == wanted.Value)
            && selector.Items("matchExpressions").All(expression => MatchesExpression(expression, labels));
    }

    /// <summary>A plain map, as <c>Service.spec.selector</c>. An empty one matches nothing.</summary>
    public static bool MatchesMap(JsonNode? selector, JsonObject subject)
    {
        if (selector is not JsonObject { Count: > 0 })
            return false;
        var labels = subject.At("metadata", "labels");
        return selector.TextMap().All(wanted => labels.Text(wanted.Key) == wanted.Value);
    }

    private static bool MatchesExpression(JsonObject expression, JsonNode? labels)
    {
        var actual = labels.Text(expression.Text("key") ?? "");
        var values = expression.Texts("values");
        return expression.Text("operator") switch
        {
            "In" => actual is not null && values.Contains(actual),
            "NotIn" => actual is null || !values.Contains(actual),
            "Exists" => actual is not null,
            "DoesNotExist" => actual is null,
            _ => false,
        };
    }
}
