using System.Text.Json;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Tables;

/// <summary>A custom resource: its name, then the CRD's additionalPrinterColumns, or its age when there are none.</summary>
internal sealed class CustomPrinter : IPrinter
{
    private static readonly PrinterColumn Age = new("Age", "date", ".metadata.creationTimestamp");

    private readonly IReadOnlyList<PrinterColumn> _columns;

    public CustomPrinter(IReadOnlyList<PrinterColumn> columns)
    {
        _columns = columns.Count == 0 ? [Age] : columns;
        Columns = [ColumnDefinitions.Of("default")[0]!.DeepClone(), .. _columns.Select(Definition)];
    }

    public JsonArray Columns { get; }

    public bool NullWhenEmpty => false;

    public JsonArray Cells(JsonObject obj, DateTimeOffset now) => [obj.Name(), .. _columns.Select(c => Cell(c, obj, now))];

    public JsonArray? Conditions(JsonObject obj) => null;

    private static JsonNode? Cell(PrinterColumn column, JsonObject obj, DateTimeOffset now)
    {
        var results = JsonPath.Find(obj, column.JsonPath);
        if (results.Count == 0)
            return null;
        return column.Type switch
        {
            "integer" => ObjectMeta.Number(results[0]),
            "number" => results[0]?.GetValueKind() == JsonValueKind.Number ? results[0]!.DeepClone() : null,
            "boolean" => results[0]?.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? results[0]!.DeepClone() : null,
            "date" => ObjectMeta.Text(results[0]) is null ? null : HumanDuration.Since(results[0], now),
            _ => string.Join(' ', results.Select(r => ObjectMeta.Text(r) ?? r?.ToJsonString() ?? "")),
        };
    }

    private static JsonNode Definition(PrinterColumn column) => new JsonObject
    {
        ["name"] = column.Name,
        ["type"] = column.Type,
        ["format"] = column.Format,
        ["description"] = column.Description.Length > 0
            ? column.Description
            : $"Custom resource definition column (in JSONPath format): {column.JsonPath}",
        ["priority"] = column.Priority,
    };
}
