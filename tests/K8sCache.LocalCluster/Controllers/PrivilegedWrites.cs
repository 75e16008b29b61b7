using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers;

/// <summary>Writes that only parts of the control plane make, through subresources of their own on a real server.</summary>
internal static class PrivilegedWrites
{
    private static readonly string[] TopologyLabels = ["topology.kubernetes.io/region", "topology.kubernetes.io/zone"];

    /// <summary>Binds a pod to a node: its name, the node's topology labels, and the condition PodScheduled.</summary>
    /// <exception cref="ApiException">409 when the pod is bound already.</exception>
    public static JsonObject Bind(this IClusterApi api, JsonObject pod, string node, DateTimeOffset now)
    {
        if (pod.Text("spec", "nodeName") is { } bound)
            throw Errors.Conflict(new GroupResource("", "pods/binding"), pod.Name(), $"pod {pod.Name()} is already assigned to node \"{bound}\"");
        pod.Child("spec")["nodeName"] = node;
        var nodeObject = api.Find(KnownResources.Nodes, null, node);
        foreach (var label in TopologyLabels)
        {
            if (nodeObject?.Label(label) is { } value)
                pod.Child("metadata").Child("labels")[label] = value;
        }

        var written = api.Update(KnownResources.Pods, pod);
        var conditions = written.Child("status")["conditions"] as JsonArray ?? [];
        conditions.Add(new JsonObject
        {
            ["type"] = "PodScheduled",
            ["status"] = "True",
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = now.ToApiTime(),
        });
        written.Child("status")["conditions"] = conditions.Parent is null ? conditions : conditions.DeepClone();
        return api.UpdateStatus(KnownResources.Pods, written);
    }

    /// <summary>Takes the finalizers out of a terminating namespace's spec, which lets it go.</summary>
    public static void FinalizeNamespace(this IClusterApi api, JsonObject ns)
    {
        ns.Child("spec")["finalizers"] = new JsonArray();
        api.Update(KnownResources.Namespaces, ns);
    }
}
