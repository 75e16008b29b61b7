using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using static K8sCache.LocalCluster.Tables.CellText;

namespace K8sCache.LocalCluster.Tables;

/// <summary>Nodes: readiness, roles by label, addresses, versions.</summary>
internal static class NodeCells
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    public static JsonArray Of(JsonObject obj, DateTimeOffset now)
    {
        var roles = obj.Labels().Keys.Where(k => k.StartsWith(RolePrefix, StringComparison.Ordinal)).Select(k => k[RolePrefix.Length..]).Order(StringComparer.Ordinal).ToList();
        return
        [
            obj.Name(), Status(obj), roles.Count == 0 ? None : Join(roles), Age(obj, now), Text(obj, "status.nodeInfo.kubeletVersion", ""),
            Address(obj, "InternalIP"), Address(obj, "ExternalIP"), Text(obj, "status.nodeInfo.osImage", HumanDuration.Unknown),
            Text(obj, "status.nodeInfo.kernelVersion", HumanDuration.Unknown),
            Text(obj, "status.nodeInfo.containerRuntimeVersion", HumanDuration.Unknown),
        ];
    }

    private static string Status(JsonObject obj)
    {
        var ready = Objects(obj.At("status.conditions")).FirstOrDefault(c => ObjectMeta.Text(c["type"]) == "Ready");
        var status = ready is null ? "Unknown" : ObjectMeta.Text(ready["status"]) == "True" ? "Ready" : "NotReady";
        return obj.At("spec.unschedulable")?.GetValue<bool>() == true ? status + ",SchedulingDisabled" : status;
    }

    private static string Address(JsonObject obj, string type) =>
        Objects(obj.At("status.addresses")).Where(a => ObjectMeta.Text(a["type"]) == type).Select(a => ObjectMeta.Text(a["address"])).FirstOrDefault() ?? None;
}
