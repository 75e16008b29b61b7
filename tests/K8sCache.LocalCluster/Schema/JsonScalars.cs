using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Schema;

/// <summary>
/// JSON values as apimachinery sees them: a number without a fraction is an int64, any other a float64, whatever
/// CLR type stands behind the node.
/// </summary>
internal static class JsonScalars
{
    /// <summary>bool, long, double, string, or null for JSON null, objects and arrays.</summary>
    public static object? Read(JsonNode? node) => node is not JsonValue value
        ? null
        : value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => ReadNumber(value.ToJsonString()),
            _ => null,
        };

    /// <summary>As Go's <c>%T</c> and the OpenAPI validator name the JSON type.</summary>
    public static string TypeName(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        _ => Read(node) switch
        {
            string => "string",
            bool => "boolean",
            long => "integer",
            double => "number",
            _ => "null",
        },
    };

    private static object ReadNumber(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? (object)whole
            : double.Parse(text, CultureInfo.InvariantCulture);
}
