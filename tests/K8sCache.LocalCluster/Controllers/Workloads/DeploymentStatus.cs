using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Workloads;

/// <summary>The status of a Deployment; pure.</summary>
internal static class DeploymentStatus
{
    public static JsonObject Build(DeploymentView view, DateTimeOffset now)
    {
        var before = view.Deployment["status"];
        var total = view.Total("replicas");
        var available = view.Total("availableReplicas");
        var unavailable = Math.Max(0, view.All.Sum(DeploymentView.Wanted) - available);
        var updated = view.New.Count("status", "replicas") ?? 0;
        var status = new JsonObject { ["observedGeneration"] = view.Deployment.Generation() };
        status.SetOrDrop("replicas", total, drop: total == 0);
        status.SetOrDrop("updatedReplicas", updated, drop: updated == 0);
        status.SetOrDrop("readyReplicas", view.Total("readyReplicas"), drop: view.Total("readyReplicas") == 0);
        status.SetOrDrop("availableReplicas", available, drop: available == 0);
        status.SetOrDrop("unavailableReplicas", unavailable, drop: unavailable == 0);
        status["terminatingReplicas"] = view.Total("terminatingReplicas");
        status.SetOrDrop("collisionCount", before.At("collisionCount")?.DeepClone());
        status["conditions"] = Conditions(view, status, now).ToJson();
        return status;
    }

    /// <summary>When the progress deadline will have passed, if a rollout is under way.</summary>
    public static TimeSpan? UntilDeadline(DeploymentView view, JsonObject status, DateTimeOffset now)
    {
        var progressing = status.Items("conditions").FirstOrDefault(condition => condition.Text("type") == "Progressing");
        if (view.IsPaused || progressing.Text("reason") is null or "NewReplicaSetAvailable" or "ProgressDeadlineExceeded")
            return null;
        var left = (progressing.Time("lastUpdateTime") ?? now) + Deadline(view) - now;
        return left > TimeSpan.Zero ? left + TimeSpan.FromSeconds(1) : null;
    }

    private static DeploymentConditions Conditions(DeploymentView view, JsonObject status, DateTimeOffset now)
    {
        var conditions = new DeploymentConditions(view.Deployment, now);
        if ((status.Count("availableReplicas") ?? 0) >= view.Replicas - view.MaxUnavailable)
            conditions.Set("Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.");
        else
            conditions.Set("Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.");
        Progressing(view, status, conditions, now);
        return conditions;
    }

    private static void Progressing(DeploymentView view, JsonObject status, DeploymentConditions conditions, DateTimeOffset now)
    {
        var known = conditions.Find("Progressing");
        if (view.IsPaused)
        {
            conditions.Set("Progressing", "Unknown", "DeploymentPaused", "Deployment is paused");
            return;
        }

        if (known.Text("reason") == "DeploymentPaused")
            conditions.Set("Progressing", "Unknown", "DeploymentResumed", "Deployment is resumed");
        var subject = view.New is { } fresh ? $"ReplicaSet \"{fresh.Name()}\"" : $"Deployment \"{view.Deployment.Name()}\"";
        // A rollout that was complete stays so while its pods come and go: only a new template starts another.
        if (known.Text("reason") == "NewReplicaSetAvailable" && status.Count("updatedReplicas") == status.Count("replicas"))
            return;
        if (IsComplete(view, status))
            conditions.Set("Progressing", "True", "NewReplicaSetAvailable", $"{subject} has successfully progressed.");
        else if (HasProgressed(view.Deployment["status"], status))
            conditions.Touch("Progressing", "True", "ReplicaSetUpdated", $"{subject} is progressing.");
        else if (known is not null && now >= (known.Time("lastUpdateTime") ?? now) + Deadline(view))
            conditions.Set("Progressing", "False", "ProgressDeadlineExceeded", $"{subject} has timed out progressing.");
    }

    private static bool IsComplete(DeploymentView view, JsonObject status) =>
        status.Count("updatedReplicas") is var updated && (updated ?? 0) == view.Replicas
        && (status.Count("replicas") ?? 0) == view.Replicas
        && (status.Count("availableReplicas") ?? 0) == view.Replicas;

    private static bool HasProgressed(JsonNode? before, JsonObject after)
    {
        var oldBefore = (before.Count("replicas") ?? 0) - (before.Count("updatedReplicas") ?? 0);
        var oldAfter = (after.Count("replicas") ?? 0) - (after.Count("updatedReplicas") ?? 0);
        return Grew("updatedReplicas") || Grew("readyReplicas") || Grew("availableReplicas") || oldAfter < oldBefore;

        bool Grew(string field) => (after.Count(field) ?? 0) > (before.Count(field) ?? 0);
    }

    private static TimeSpan Deadline(DeploymentView view) =>
        TimeSpan.FromSeconds(view.Deployment.Number("spec", "progressDeadlineSeconds") ?? 600);
}
