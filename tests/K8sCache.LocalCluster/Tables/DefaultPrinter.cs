using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Tables;

/// <summary>Kinds without columns of their own: name and creation time.</summary>
internal sealed class DefaultPrinter : IPrinter
{
    public JsonArray Columns { get; } =
    [
        new JsonObject { ["name"] = "Name", ["type"] = "string", ["format"] = "name", ["description"] = "", ["priority"] = 0 },
        new JsonObject { ["name"] = "Created At", ["type"] = "date", ["format"] = "", ["description"] = "", ["priority"] = 0 },
    ];

    public bool NullWhenEmpty => true;

    public JsonArray Cells(JsonObject obj, DateTimeOffset now) => [obj.Name(), obj.MetaText("creationTimestamp")];

    public JsonArray? Conditions(JsonObject obj) => null;
}
