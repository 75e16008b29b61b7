using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using static K8sCache.LocalCluster.Tables.CellText;

namespace K8sCache.LocalCluster.Tables;

/// <summary>PodDisruptionBudgets and HorizontalPodAutoscalers.</summary>
internal static class ScalingCells
{
    public static JsonArray PodDisruptionBudget(JsonObject obj, DateTimeOffset now) =>
        [obj.Name(), NumberOrText(obj.At("spec.minAvailable"), "N/A"), NumberOrText(obj.At("spec.maxUnavailable"), "N/A"), Number(obj, "status.disruptionsAllowed"), Age(obj, now)];

    public static JsonArray HorizontalPodAutoscaler(JsonObject obj, DateTimeOffset now)
    {
        var current = Objects(obj.At("status.currentMetrics")).ToList();
        var targets = Objects(obj.At("spec.metrics")).Select((m, i) => Target(m, current.ElementAtOrDefault(i))).ToList();
        return
        [
            obj.Name(), $"{Text(obj, "spec.scaleTargetRef.kind")}/{Text(obj, "spec.scaleTargetRef.name")}",
            targets.Count == 0 ? None : string.Join(", ", targets), NumberOrText(obj.At("spec.minReplicas"), "<unset>"),
            Number(obj, "spec.maxReplicas"), Number(obj, "status.currentReplicas"), Age(obj, now),
        ];
    }

    /// <summary>A resource metric's use against its target; other metric types are named only.</summary>
    private static string Target(JsonObject metric, JsonObject? current)
    {
        if (metric["resource"] is not JsonObject resource)
            return $"{ObjectMeta.Text(metric["type"])}: <unknown>";
        var name = ObjectMeta.Text(resource["name"]);
        var target = resource["target"] as JsonObject ?? [];
        if (ObjectMeta.Number(target["averageUtilization"]) is { } percent)
        {
            var use = ObjectMeta.Number(current?.At("resource.current.averageUtilization"));
            return $"{name}: {(use is null ? HumanDuration.Unknown : $"{use}%")}/{percent}%";
        }
        var value = ObjectMeta.Text(current?.At("resource.current.averageValue")) ?? HumanDuration.Unknown;
        return $"{name}: {value}/{ObjectMeta.Text(target["averageValue"])}";
    }

    private static string NumberOrText(JsonNode? value, string otherwise) =>
        value is null ? otherwise : ObjectMeta.Text(value) ?? value.ToJsonString();
}
