using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Workloads;

/// <summary>A Deployment and its ReplicaSets as they are now.</summary>
internal sealed class DeploymentView
{
    public DeploymentView(JsonObject deployment, IEnumerable<JsonObject> replicaSets)
    {
        Deployment = deployment;
        All = [.. replicaSets.OrderBy(set => set.Created()).ThenBy(set => set.Name(), StringComparer.Ordinal)];
        New = All.FirstOrDefault(HasTemplateOf);
        Replicas = deployment.Count("spec", "replicas") ?? 1;
        var rolling = deployment.At("spec", "strategy", "rollingUpdate");
        if (!IsRecreate)
        {
            MaxSurge = IntOrPercent.Resolve(rolling.At("maxSurge"), Replicas, roundUp: true);
            MaxUnavailable = IntOrPercent.Resolve(rolling.At("maxUnavailable"), Replicas, roundUp: false);
            // Both zero, as rounding may make them, would never get anywhere.
            if (MaxSurge == 0 && MaxUnavailable == 0)
                MaxUnavailable = 1;
            MaxUnavailable = Math.Min(MaxUnavailable, Replicas);
        }
    }

    public JsonObject Deployment { get; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<JsonObject> All { get; }

    /// <summary>The one with the Deployment's template; null before it is made.</summary>
    public JsonObject? New { get; }

    public IEnumerable<JsonObject> Old => All.Where(set => set != New);

    public int Replicas { get; }

    public int MaxSurge { get; }

    public int MaxUnavailable { get; }

    public bool IsRecreate => Deployment.Text("spec", "strategy", "type") == "Recreate";

    public bool IsPaused => Deployment.Flag("spec", "paused");

    public int MaxReplicas => Replicas + MaxSurge;

    public static int Wanted(JsonObject set) => set.Count("spec", "replicas") ?? 1;

    public static int Available(JsonObject set) => set.Count("status", "availableReplicas") ?? 0;

    public static long RevisionOf(JsonObject set) =>
        long.TryParse(set.Annotation(DeploymentNames.Revision), out var revision) ? revision : 0;

    public int Total(params ReadOnlySpan<string> statusField)
    {
        var total = 0;
        foreach (var set in All)
            total += set.At("status").Count(statusField) ?? 0;
        return total;
    }

    private bool HasTemplateOf(JsonObject set)
    {
        var template = set.At("spec", "template")!.DeepClone();
        (template.At("metadata", "labels") as JsonObject)?.Remove(DeploymentNames.HashLabel);
        return JsonNode.DeepEquals(template, Deployment.At("spec", "template"));
    }
}
