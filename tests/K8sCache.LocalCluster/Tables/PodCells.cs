using System.Globalization;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using static K8sCache.LocalCluster.Tables.CellText;

namespace K8sCache.LocalCluster.Tables;

/// <summary>Pods: the status is the most telling of phase, reason and what the containers say (kubectl's printPod).</summary>
internal static class PodCells
{
    public static JsonArray Of(JsonObject obj, DateTimeOffset now)
    {
        var containers = Objects(obj.At("spec.containers")).Count();
        var statuses = Objects(obj.At("status.containerStatuses")).ToList();
        var ready = statuses.Count(IsReady);
        var gates = Objects(obj.At("spec.readinessGates")).Select(g => ObjectMeta.Text(g["conditionType"])).ToList();
        var met = gates.Count(g => Condition(obj, g) == "True");
        return
        [
            obj.Name(), $"{ready}/{containers}", Status(obj, statuses), Restarts(statuses, now), Age(obj, now), Text(obj, "status.podIP"),
            Text(obj, "spec.nodeName"), Text(obj, "status.nominatedNodeName"), gates.Count == 0 ? None : $"{met}/{gates.Count}",
        ];
    }

    public static JsonArray? Conditions(JsonObject obj) => Text(obj, "status.phase") switch
    {
        "Succeeded" => [Completed("Succeeded", "The pod has completed successfully.")],
        "Failed" => [Completed("Failed", "The pod failed.")],
        _ => null,
    };

    private static JsonObject Completed(string reason, string message) =>
        new() { ["type"] = "Completed", ["status"] = "True", ["reason"] = reason, ["message"] = message };

    private static string Status(JsonObject obj, List<JsonObject> statuses)
    {
        if (obj.IsDeleting())
            return ObjectMeta.Text(obj.At("status.reason")) == "NodeLost" ? "Unknown" : "Terminating";
        if (InitStatus(obj) is { } init)
            return init;
        var reason = Text(obj, "status.reason", Text(obj, "status.phase", ""));
        var running = false;
        // The first container has the last word.
        foreach (var status in Enumerable.Reverse(statuses))
        {
            if (ObjectMeta.Text(status.At("state.waiting.reason")) is { Length: > 0 } waiting)
                reason = waiting;
            else if (status.At("state.terminated") is JsonObject terminated)
                reason = Ended(terminated);
            else if (IsReady(status) && status.At("state.running") is not null)
                running = true;
        }
        if (reason == "Completed" && running)
            return Condition(obj, "Ready") == "True" ? "Running" : "NotReady";
        return reason;
    }

    private static string? InitStatus(JsonObject obj)
    {
        var total = Objects(obj.At("spec.initContainers")).Count();
        foreach (var (index, status) in Objects(obj.At("status.initContainerStatuses")).Index())
        {
            var terminated = status.At("state.terminated") as JsonObject;
            if (terminated is not null && ObjectMeta.Number(terminated["exitCode"]) == 0)
                continue;
            if (status["started"]?.GetValue<bool>() == true && terminated is null)
                continue;
            if (terminated is not null)
                return "Init:" + Ended(terminated);
            return ObjectMeta.Text(status.At("state.waiting.reason")) is { Length: > 0 } waiting and not "PodInitializing"
                ? "Init:" + waiting
                : $"Init:{index}/{total}";
        }
        return null;
    }

    private static string Ended(JsonObject terminated) =>
        ObjectMeta.Text(terminated["reason"]) is { Length: > 0 } reason
            ? reason
            : ObjectMeta.Number(terminated["signal"]) is > 0 and var signal ? $"Signal:{signal}" : $"ExitCode:{ObjectMeta.Number(terminated["exitCode"])}";

    private static string Restarts(List<JsonObject> statuses, DateTimeOffset now)
    {
        var count = statuses.Sum(s => ObjectMeta.Number(s["restartCount"]) ?? 0);
        var last = statuses.Select(s => ObjectMeta.Text(s.At("lastState.terminated.finishedAt"))).Where(t => t is not null).Max(StringComparer.Ordinal);
        return count > 0 && DateTimeOffset.TryParse(last, CultureInfo.InvariantCulture, out var then)
            ? $"{count} ({HumanDuration.Show(now - then)} ago)"
            : $"{count}";
    }

    private static bool IsReady(JsonObject status) => status["ready"]?.GetValue<bool>() == true;

    private static string? Condition(JsonObject obj, string? type) =>
        Objects(obj.At("status.conditions")).Where(c => ObjectMeta.Text(c["type"]) == type).Select(c => ObjectMeta.Text(c["status"])).FirstOrDefault();
}
