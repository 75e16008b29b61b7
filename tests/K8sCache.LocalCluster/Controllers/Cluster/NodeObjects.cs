using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Cluster;

/// <summary>Makes the Node objects of the cluster, Ready from the start.</summary>
internal static class NodeObjects
{
    private const string Region = "local";

    public static JsonObject Make(NodeSpec node, DateTimeOffset now) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Node",
        ["metadata"] = new JsonObject
        {
            ["name"] = node.Name,
            ["labels"] = new JsonObject
            {
                ["kubernetes.io/hostname"] = node.Name,
                ["kubernetes.io/os"] = "linux",
                ["kubernetes.io/arch"] = Architecture,
                ["topology.kubernetes.io/region"] = Region,
                ["topology.kubernetes.io/zone"] = node.Zone,
            },
        },
        ["spec"] = new JsonObject(),
        ["status"] = new JsonObject
        {
            ["capacity"] = Capacity(),
            ["allocatable"] = Capacity(),
            ["conditions"] = new JsonArray(
                Condition("MemoryPressure", "False", "KubeletHasSufficientMemory", now),
                Condition("DiskPressure", "False", "KubeletHasNoDiskPressure", now),
                Condition("PIDPressure", "False", "KubeletHasSufficientPID", now),
                Condition("Ready", "True", "KubeletReady", now)),
            ["addresses"] = new JsonArray(
                new JsonObject { ["type"] = "InternalIP", ["address"] = node.Address.ToString() },
                new JsonObject { ["type"] = "Hostname", ["address"] = node.Name }),
            ["nodeInfo"] = new JsonObject
            {
                ["kubeletVersion"] = "v1.36.2",
                ["osImage"] = RuntimeInformation.OSDescription,
                ["operatingSystem"] = "linux",
                ["architecture"] = Architecture,
                ["containerRuntimeVersion"] = "process://1",
            },
        },
    };

    private static string Architecture => RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    private static JsonObject Capacity() => new()
    {
        ["cpu"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
        ["memory"] = string.Create(CultureInfo.InvariantCulture, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024}Ki"),
        ["pods"] = "110",
    };

    private static JsonObject Condition(string type, string status, string reason, DateTimeOffset now) => new()
    {
        ["type"] = type,
        ["status"] = status,
        ["lastHeartbeatTime"] = now.ToApiTime(),
        ["lastTransitionTime"] = now.ToApiTime(),
        ["reason"] = reason,
    };
}
