using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Schema;

/// <summary>One entry of <c>x-kubernetes-validations</c>.</summary>
internal sealed record ValidationRule(
    string Rule, string Message, string MessageExpression, string? Reason, string FieldPath, bool OptionalOldSelf)
{
    public static ValidationRule Parse(JsonObject json) => new(
        Text(json, "rule"),
        Text(json, "message"),
        Text(json, "messageExpression"),
        (string?)json["reason"],
        Text(json, "fieldPath"),
        json["optionalOldSelf"] is JsonValue flag && flag.GetValueKind() == JsonValueKind.True);

    /// <summary>As the server prints a rule within an error: Go's field names, HTML characters escaped.</summary>
    public string ToGoJson()
    {
        var json = new JsonObject
        {
            [nameof(Rule)] = Rule,
            [nameof(Message)] = Message,
            [nameof(MessageExpression)] = MessageExpression,
            [nameof(Reason)] = Reason,
            [nameof(FieldPath)] = FieldPath,
            [nameof(OptionalOldSelf)] = OptionalOldSelf ? true : null,
        };
        return json.ToJsonString(GoJson.Options).Replace(">", "\\u003e", StringComparison.Ordinal)
            .Replace("<", "\\u003c", StringComparison.Ordinal).Replace("&", "\\u0026", StringComparison.Ordinal);
    }

    private static string Text(JsonObject json, string name) => (string?)json[name] ?? "";
}
