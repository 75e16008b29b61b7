using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Workloads;

/// <summary>What to do next for a StatefulSet: pods to create by index, pods to delete. Empty when there is nothing to do or something to wait for.</summary>
internal sealed record StatefulSetStep(IReadOnlyList<int> Create, IReadOnlyList<JsonObject> Delete)
{
    /// <summary>
    /// Kubernetes' rules: failed pods are replaced; missing pods are made, in order and each only after the one before is available unless
    /// the policy is Parallel; superfluous pods go from the top; then, one at a time from the top, pods of another revision.
    /// </summary>
    public static StatefulSetStep Next(StatefulSetView view, DateTimeOffset now)
    {
        var create = new List<int>();
        var delete = new List<JsonObject>();
        var blocked = Fill(view, now, create, delete) || Condemn(view, now, delete);
        if (!blocked && create.Count == 0 && delete.Count == 0 && !view.IsOnDelete)
            Update(view, now, delete);
        return new StatefulSetStep(create, delete);
    }

    /// <summary>True when nothing further may be done now.</summary>
    private static bool Fill(StatefulSetView view, DateTimeOffset now, List<int> create, List<JsonObject> delete)
    {
        var waiting = false;
        for (var index = 0; index < view.Slots.Length; index++)
        {
            var pod = view.Slots[index];
            if (pod is null)
            {
                create.Add(index);
                if (view.IsOrdered)
                    return true;
            }
            else if (pod.IsFinished())
            {
                if (!pod.IsTerminating())
                    delete.Add(pod);
                if (view.IsOrdered)
                    return true;
                waiting = true;
            }
            else if (view.IsOrdered && (pod.IsTerminating() || !IsHealthy(view, pod, now)))
            {
                return true;
            }
        }

        return waiting;
    }

    private static bool Condemn(StatefulSetView view, DateTimeOffset now, List<JsonObject> delete)
    {
        foreach (var pod in view.Condemned)
        {
            if (pod.IsTerminating())
            {
                if (view.IsOrdered)
                    return true;
                continue;
            }

            if (view.IsOrdered && !IsHealthy(view, pod, now) && pod != view.FirstUnhealthy)
                return true;
            delete.Add(pod);
            if (view.IsOrdered)
                return true;
        }

        return delete.Count > 0;
    }

    private static void Update(StatefulSetView view, DateTimeOffset now, List<JsonObject> delete)
    {
        for (var index = view.Slots.Length - 1; index >= view.Partition; index--)
        {
            if (view.Slots[index] is not { } pod)
                return;
            if (!StatefulSetView.HasRevision(pod, view.UpdateRevision) && !pod.IsTerminating())
            {
                delete.Add(pod);
                return;
            }

            if (pod.IsTerminating() || !IsHealthy(view, pod, now))
                return;
        }
    }

    private static bool IsHealthy(StatefulSetView view, JsonObject pod, DateTimeOffset now) =>
        StatefulSetView.IsRunningAndReady(pod) && pod.IsAvailable(view.MinReadySeconds, now);
}
