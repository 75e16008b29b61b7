using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Workloads;

/// <summary>The status of a StatefulSet; pure. Counts that are zero are left out where the API leaves them out.</summary>
internal static class StatefulSetStatus
{
    public static JsonObject Build(StatefulSetView view, DateTimeOffset now)
    {
        var ready = view.Pods.Count(StatefulSetView.IsRunningAndReady);
        var available = view.Pods.Count(pod => StatefulSetView.IsRunningAndReady(pod) && pod.IsAvailable(view.MinReadySeconds, now));
        // A pod that goes away still counts as a replica, no longer as one of a revision.
        var current = view.Pods.Count(pod => !pod.IsTerminating() && StatefulSetView.HasRevision(pod, view.CurrentRevision));
        var updated = view.Pods.Count(pod => !pod.IsTerminating() && StatefulSetView.HasRevision(pod, view.UpdateRevision));
        var currentRevision = view.CurrentRevision.Name();
        var wanted = view.Slots.Length;
        var isRolledOut = !view.IsOnDelete && view.Pods.Count == wanted && updated == wanted && ready == wanted;
        if (isRolledOut)
        {
            current = updated;
            currentRevision = view.UpdateRevision.Name();
        }

        var status = new JsonObject { ["observedGeneration"] = view.Set.Generation(), ["replicas"] = view.Pods.Count };
        status.SetOrDrop("readyReplicas", ready, drop: ready == 0);
        status.SetOrDrop("currentReplicas", current, drop: current == 0);
        status.SetOrDrop("updatedReplicas", updated, drop: updated == 0);
        status["currentRevision"] = currentRevision;
        status["updateRevision"] = view.UpdateRevision.Name();
        status["collisionCount"] = 0;
        status["availableReplicas"] = available;
        return status;
    }
}
