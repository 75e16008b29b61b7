using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using static K8sCache.LocalCluster.Tables.CellText;

namespace K8sCache.LocalCluster.Tables;

/// <summary>Events of either group: core names its fields differently from events.k8s.io.</summary>
internal static class EventCells
{
    public static JsonArray Of(JsonObject obj, DateTimeOffset now)
    {
        var about = obj["involvedObject"] as JsonObject ?? obj["regarding"] as JsonObject ?? [];
        var first = First(obj, "firstTimestamp", "deprecatedFirstTimestamp", "eventTime");
        var last = obj.At("series.lastObservedTime") ?? First(obj, "lastTimestamp", "deprecatedLastTimestamp", "eventTime") ?? first;
        var count = ObjectMeta.Number(obj.At("series.count")) ?? ObjectMeta.Number(First(obj, "count", "deprecatedCount")) ?? 0;
        return
        [
            HumanDuration.Since(last, now), Text(obj, "type", ""), Text(obj, "reason", ""),
            $"{ObjectMeta.Text(about["kind"])?.ToLowerInvariant()}/{ObjectMeta.Text(about["name"])}", ObjectMeta.Text(about["fieldPath"]) ?? "",
            Source(obj), (ObjectMeta.Text(First(obj, "message", "note")) ?? "").Trim(), HumanDuration.Since(first, now), Math.Max(count, 1), obj.Name(),
        ];
    }

    private static string Source(JsonObject obj)
    {
        var source = obj["source"] as JsonObject ?? obj["deprecatedSource"] as JsonObject ?? [];
        var component = ObjectMeta.Text(source["component"]) is { Length: > 0 } old
            ? old
            : ObjectMeta.Text(First(obj, "reportingComponent", "reportingController")) ?? "";
        var instance = ObjectMeta.Text(source["host"]) is { Length: > 0 } host
            ? host
            : ObjectMeta.Text(obj["reportingInstance"]) ?? "";
        return instance.Length > 0 ? $"{component}, {instance}" : component;
    }

    private static JsonNode? First(JsonObject obj, params string[] fields) => fields.Select(f => obj[f]).FirstOrDefault(v => v is not null);
}
