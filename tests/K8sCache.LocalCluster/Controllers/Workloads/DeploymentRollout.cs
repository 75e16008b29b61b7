using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Workloads;

/// <summary>How many pods each ReplicaSet of a Deployment should have next; pure.</summary>
internal static class DeploymentRollout
{
    /// <returns>The ReplicaSets to scale, in order, with their new sizes; empty when nothing may be done now.</returns>
    public static IReadOnlyList<(JsonObject Set, int Replicas)> Next(DeploymentView view)
    {
        if (view.IsPaused || IsScaling(view))
            return Scale(view);
        return view.IsRecreate ? Recreate(view) : Roll(view);
    }

    /// <summary>A Recreate rollout may make its new ReplicaSet only once every old pod is gone.</summary>
    public static bool OldPodsRemain(DeploymentView view) => view.Old.Any(set =>
        DeploymentView.Wanted(set) > 0 || (set.Count("status", "replicas") ?? 0) > 0 || (set.Count("status", "terminatingReplicas") ?? 0) > 0);

    private static bool IsScaling(DeploymentView view) =>
        view.All.Any(set => DeploymentView.Wanted(set) > 0 && !IsSizedFor(view, set));

    /// <summary>Whether a ReplicaSet got its size when the Deployment had the size it has now.</summary>
    private static bool IsSizedFor(DeploymentView view, JsonObject set) =>
        !int.TryParse(set.Annotation(DeploymentNames.DesiredReplicas), out var desired) || desired == view.Replicas;

    /// <summary>The Deployment's size has changed: one live ReplicaSet takes it all; in the middle of a rollout each takes its share.</summary>
    private static List<(JsonObject, int)> Scale(DeploymentView view)
    {
        var live = view.All.Where(set => DeploymentView.Wanted(set) > 0).ToList();
        if (live.Count == 0 && view.New is { } empty)
            live.Add(empty);
        if (live.Count == 0)
            return [];
        if (live.Count == 1)
            return Resized(view, [(live[0], view.Replicas)]);
        if (view.New is { } fresh && DeploymentView.Wanted(fresh) == view.Replicas && DeploymentView.Available(fresh) == view.Replicas)
            return Changed([.. view.Old.Select(set => (set, 0))]);
        var total = live.Sum(DeploymentView.Wanted);
        var left = (view.Replicas > 0 ? view.MaxReplicas : 0) - total;
        var result = new List<(JsonObject, int)>();
        // The largest first, so that what rounding leaves goes to it.
        foreach (var set in live.OrderByDescending(DeploymentView.Wanted).ThenByDescending(set => set.Created()))
        {
            var size = DeploymentView.Wanted(set);
            var share = (int)Math.Round((double)size * ((view.Replicas > 0 ? view.MaxReplicas : 0) - total) / total, MidpointRounding.AwayFromZero);
            share = left >= 0 ? Math.Clamp(share, 0, left) : Math.Clamp(share, left, 0);
            left -= share;
            result.Add((set, Math.Max(0, size + share)));
        }

        result[0] = (result[0].Item1, Math.Max(0, result[0].Item2 + left));
        return Resized(view, result);
    }

    private static List<(JsonObject, int)> Recreate(DeploymentView view)
    {
        if (view.Old.Any(set => DeploymentView.Wanted(set) > 0))
            return Changed([.. view.Old.Select(set => (set, 0))]);
        return view.New is { } fresh && !OldPodsRemain(view) ? Changed([(fresh, view.Replicas)]) : [];
    }

    private static List<(JsonObject, int)> Roll(DeploymentView view)
    {
        if (view.New is not { } fresh)
            return [];
        var grown = Changed([(fresh, NewSize(view, fresh))]);
        return grown.Count > 0 ? grown : Shrink(view, fresh);
    }

    private static int NewSize(DeploymentView view, JsonObject fresh)
    {
        var size = DeploymentView.Wanted(fresh);
        if (size >= view.Replicas)
            return view.Replicas;
        var room = view.MaxReplicas - view.All.Sum(DeploymentView.Wanted);
        return size + Math.Clamp(room, 0, view.Replicas - size);
    }

    /// <summary>Old pods that are not available go first and cost nothing; others as far as enough remain available.</summary>
    private static List<(JsonObject, int)> Shrink(DeploymentView view, JsonObject fresh)
    {
        var minAvailable = view.Replicas - view.MaxUnavailable;
        var total = view.All.Sum(DeploymentView.Wanted);
        var unavailableNew = DeploymentView.Wanted(fresh) - DeploymentView.Available(fresh);
        var removable = total - minAvailable - unavailableNew;
        if (removable <= 0)
            return [];
        var sizes = view.Old.Select(set => (Set: set, Size: DeploymentView.Wanted(set))).Where(entry => entry.Size > 0).ToList();
        for (var i = 0; i < sizes.Count && removable > 0; i++)
        {
            var unhealthy = Math.Min(removable, Math.Max(0, sizes[i].Size - DeploymentView.Available(sizes[i].Set)));
            sizes[i] = (sizes[i].Set, sizes[i].Size - unhealthy);
            removable -= unhealthy;
        }

        var healthy = view.All.Sum(DeploymentView.Available) - minAvailable;
        for (var i = 0; i < sizes.Count && healthy > 0; i++)
        {
            var taken = Math.Min(healthy, sizes[i].Size);
            sizes[i] = (sizes[i].Set, sizes[i].Size - taken);
            healthy -= taken;
        }

        return Changed(sizes);
    }

    /// <summary>After scaling, those that keep their size must still be marked as sized, or scaling would never end.</summary>
    private static List<(JsonObject, int)> Resized(DeploymentView view, IReadOnlyList<(JsonObject Set, int Size)> sizes) =>
        [.. sizes.Where(entry => entry.Size != DeploymentView.Wanted(entry.Set) || !IsSizedFor(view, entry.Set))];

    private static List<(JsonObject, int)> Changed(IReadOnlyList<(JsonObject Set, int Size)> sizes) =>
        [.. sizes.Where(entry => entry.Size != DeploymentView.Wanted(entry.Set))];
}
