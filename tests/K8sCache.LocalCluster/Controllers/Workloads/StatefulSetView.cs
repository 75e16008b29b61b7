using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Workloads;

/// <summary>A StatefulSet and its pods as they are now, arranged by ordinal.</summary>
internal sealed class StatefulSetView
{
    public StatefulSetView(JsonObject set, IEnumerable<JsonObject> pods, JsonObject currentRevision, JsonObject updateRevision)
    {
        Set = set;
        CurrentRevision = currentRevision;
        UpdateRevision = updateRevision;
        Start = set.Count("spec", "ordinals", "start") ?? 0;
        Pods = [.. pods];
        Slots = new JsonObject?[set.Count("spec", "replicas") ?? 1];
        foreach (var pod in Pods)
        {
            var index = StatefulSetPods.OrdinalOf(set, pod.Name())!.Value - Start;
            if (index >= 0 && index < Slots.Length)
                Slots[index] = pod;
            else
                Condemned.Add(pod);
        }

        Condemned.Sort((left, right) => OrdinalOf(right) - OrdinalOf(left));
    }

    public JsonObject Set { get; }

    /// <summary>The revision from before the rollout that is under way, or the same as <see cref="UpdateRevision"/>.</summary>
    public JsonObject CurrentRevision { get; }

    public JsonObject UpdateRevision { get; }

    /// <summary>The first ordinal.</summary>
    public int Start { get; }

    public IReadOnlyList<JsonObject> Pods { get; }

    /// <summary>The wanted pods in order; null where one is missing.</summary>
    public JsonObject?[] Slots { get; }

    /// <summary>Pods beyond the wanted ones, highest ordinal first.</summary>
    public List<JsonObject> Condemned { get; } = [];

    public bool IsOrdered => Set.Text("spec", "podManagementPolicy") != "Parallel";

    public bool IsOnDelete => Set.Text("spec", "updateStrategy", "type") == "OnDelete";

    public int Partition => Set.Count("spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;

    public long MinReadySeconds => Set.Number("spec", "minReadySeconds") ?? 0;

    /// <summary>The revision that a new pod gets: below the partition of a rollout the old one.</summary>
    public JsonObject RevisionFor(int index) => !IsOnDelete && index < Partition ? CurrentRevision : UpdateRevision;

    public static bool HasRevision(JsonObject pod, JsonObject revision) => pod.Label(StatefulSetPods.RevisionLabel) == revision.Name();

    /// <summary>The pod with the lowest ordinal that is not Ready or is going away: it may be deleted out of order.</summary>
    public JsonObject? FirstUnhealthy => Slots.OfType<JsonObject>().Concat(Condemned.AsEnumerable().Reverse())
        .FirstOrDefault(pod => !IsRunningAndReady(pod) || pod.IsTerminating());

    public static bool IsRunningAndReady(JsonObject pod) => pod.Phase() == "Running" && pod.IsReady();

    private int OrdinalOf(JsonObject pod) => StatefulSetPods.OrdinalOf(Set, pod.Name()) ?? -1;
}
