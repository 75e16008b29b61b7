using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Tables;

/// <summary>A built-in kind: recorded columns, cells by code.</summary>
internal sealed class BuiltInPrinter(
    string resource,
    Func<JsonObject, DateTimeOffset, JsonArray> cells,
    Func<JsonObject, JsonArray?>? conditions = null,
    bool nullWhenEmpty = false) : IPrinter
{
    public string Resource { get; } = resource;

    public JsonArray Columns => ColumnDefinitions.Of(Resource);

    public bool NullWhenEmpty { get; } = nullWhenEmpty;

    public JsonArray Cells(JsonObject obj, DateTimeOffset now) => cells(obj, now);

    public JsonArray? Conditions(JsonObject obj) => conditions?.Invoke(obj);
}
