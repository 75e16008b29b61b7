using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Api.Selectors;
using static K8sCache.LocalCluster.Tables.CellText;

namespace K8sCache.LocalCluster.Tables;

/// <summary>StatefulSets, Deployments, ReplicaSets, DaemonSets and their revisions.</summary>
internal static class WorkloadCells
{
    public static JsonArray StatefulSet(JsonObject obj, DateTimeOffset now)
    {
        var (names, images) = Containers(obj);
        return [obj.Name(), $"{Number(obj, "status.readyReplicas")}/{Number(obj, "spec.replicas")}", Age(obj, now), names, images];
    }

    public static JsonArray Deployment(JsonObject obj, DateTimeOffset now)
    {
        var (names, images) = Containers(obj);
        return
        [
            obj.Name(), $"{Number(obj, "status.readyReplicas")}/{Number(obj, "spec.replicas")}", Number(obj, "status.updatedReplicas"),
            Number(obj, "status.availableReplicas"), Age(obj, now), names, images, Selector(obj.At("spec.selector")),
        ];
    }

    public static JsonArray ReplicaSet(JsonObject obj, DateTimeOffset now)
    {
        var (names, images) = Containers(obj);
        return
        [
            obj.Name(), Number(obj, "spec.replicas"), Number(obj, "status.replicas"), Number(obj, "status.readyReplicas"),
            Age(obj, now), names, images, Selector(obj.At("spec.selector")),
        ];
    }

    public static JsonArray DaemonSet(JsonObject obj, DateTimeOffset now)
    {
        var (names, images) = Containers(obj);
        var nodes = SelectorText.OfMap(obj.At("spec.template.spec.nodeSelector") as JsonObject);
        return
        [
            obj.Name(), Number(obj, "status.desiredNumberScheduled"), Number(obj, "status.currentNumberScheduled"),
            Number(obj, "status.numberReady"), Number(obj, "status.updatedNumberScheduled"), Number(obj, "status.numberAvailable"),
            nodes.Length == 0 ? None : nodes, Age(obj, now), names, images, Selector(obj.At("spec.selector")),
        ];
    }

    public static JsonArray ControllerRevision(JsonObject obj, DateTimeOffset now)
    {
        var owner = Objects(obj.Metadata()["ownerReferences"]).FirstOrDefault(o => o["controller"]?.GetValue<bool>() == true);
        var group = (ObjectMeta.Text(owner?["apiVersion"]) ?? "").Split('/') is [var g, _] ? "." + g : "";
        var shown = owner is null ? None : $"{ObjectMeta.Text(owner["kind"])?.ToLowerInvariant()}{group}/{ObjectMeta.Text(owner["name"])}";
        return [obj.Name(), shown, ObjectMeta.Number(obj["revision"]) ?? 0, Age(obj, now)];
    }
}
