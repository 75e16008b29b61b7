using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Workloads;

/// <summary>Keeps one pod of a DaemonSet on every node that its node selector admits.</summary>
internal sealed class DaemonSetController : IReconciler
{
    private const string GenerationLabel = "pod-template-generation";

    private readonly IClusterApi _api;
    private readonly TimeProvider _time;
    private readonly EventRecorder _events;
    private readonly OwnedObjects _pods;
    private readonly ControllerRevisions _revisions;

    public DaemonSetController(IClusterApi api, TimeProvider time)
    {
        _api = api.As(Name);
        _time = time;
        _events = new EventRecorder(api, Name, time);
        _pods = new OwnedObjects(_api, "apps/v1", "DaemonSet");
        _revisions = new ControllerRevisions(_api, "apps/v1", "DaemonSet");
    }

    public string Name => "daemonset-controller";

    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself(KnownResources.DaemonSets),
        Trigger.Owner(KnownResources.Pods, "DaemonSet"),
        new(KnownResources.Nodes, _ => _api.List(KnownResources.DaemonSets).Items.Select(ObjectKey.Of)),
    ];

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (_api.Find(KnownResources.DaemonSets, key.Namespace, key.Name) is not { } set)
            return null;
        var history = _revisions.List(set);
        var revision = _revisions.Current(set, history);
        var nodes = _api.List(KnownResources.Nodes).Items.Where(node => NodeSelection.Admits(set.At("spec", "template", "spec"), node))
            .Select(node => node.Name()).ToHashSet(StringComparer.Ordinal);
        var pods = _pods.Claim(set, KnownResources.Pods);
        if (!set.IsTerminating())
        {
            Fill(set, revision, nodes, pods);
            Drop(set, nodes, pods);
            Roll(set, HashOf(revision), nodes, pods);
        }

        WriteStatus(set, nodes, pods, HashOf(revision));
        _revisions.Truncate(set, history, new HashSet<string>([revision.Name()], StringComparer.Ordinal));
        return null;
    }

    private static string HashOf(JsonObject revision) => revision.Label("controller.kubernetes.io/hash") ?? "";

    /// <summary>The node a pod is meant for: it is named before the scheduler has bound the pod.</summary>
    private static string NodeOf(JsonObject pod) => pod.Text("spec", "nodeName") ?? NodeSelection.PinnedNode(pod["spec"]) ?? "";

    private void Fill(JsonObject set, JsonObject revision, HashSet<string> nodes, List<JsonObject> pods)
    {
        foreach (var node in nodes.Except(pods.Select(NodeOf)))
        {
            var pod = PodTemplates.MakePod((JsonObject)set.At("spec", "template")!, set, "apps/v1", "DaemonSet");
            pod.SetLabel(StatefulSetPods.RevisionLabel, HashOf(revision));
            pod.SetLabel(GenerationLabel, set.Annotation("deprecated.daemonset.template.generation") ?? "1");
            NodeSelection.Pin(pod.Child("spec"), node);
            var made = _api.Create(KnownResources.Pods, set.Namespace(), pod);
            _events.Normal(set, "apps/v1", "DaemonSet", "SuccessfulCreate", $"Created pod: {made.Name()}");
        }
    }

    private void Drop(JsonObject set, HashSet<string> nodes, List<JsonObject> pods)
    {
        var superfluous = pods.Where(pod => !nodes.Contains(NodeOf(pod)) || pod.IsFinished())
            .Concat(pods.Where(pod => pod.IsActive()).GroupBy(NodeOf).SelectMany(same => same.OrderBy(pod => pod.Created()).Skip(1)));
        foreach (var pod in superfluous.Where(pod => !pod.IsTerminating()).Distinct().ToList())
            Delete(set, pod);
    }

    /// <summary>Replaces pods of an old template, at most <c>maxUnavailable</c> nodes without a Ready pod at a time.</summary>
    private void Roll(JsonObject set, string hash, HashSet<string> nodes, List<JsonObject> pods)
    {
        if (set.Text("spec", "updateStrategy", "type") == "OnDelete")
            return;
        var limit = IntOrPercent.Resolve(set.At("spec", "updateStrategy", "rollingUpdate", "maxUnavailable") ?? 1, nodes.Count, roundUp: true);
        var served = pods.Where(pod => pod.IsActive() && pod.IsReady()).Select(NodeOf).ToHashSet(StringComparer.Ordinal);
        var budget = Math.Max(1, limit) - nodes.Count(node => !served.Contains(node));
        foreach (var pod in pods.Where(pod => pod.IsActive() && pod.Label(StatefulSetPods.RevisionLabel) != hash).OrderBy(pod => pod.IsReady()))
        {
            // A pod that serves nobody costs nothing.
            if (pod.IsReady() && budget-- <= 0)
                return;
            Delete(set, pod);
        }
    }

    private void Delete(JsonObject set, JsonObject pod)
    {
        _api.Delete(KnownResources.Pods, pod.Namespace(), pod.Name(), new DeleteOptions { Uid = pod.Uid() });
        _events.Normal(set, "apps/v1", "DaemonSet", "SuccessfulDelete", $"Deleted pod: {pod.Name()}");
    }

    private void WriteStatus(JsonObject set, HashSet<string> nodes, List<JsonObject> pods, string hash)
    {
        var placed = pods.Where(pod => nodes.Contains(NodeOf(pod))).ToList();
        var ready = placed.Count(pod => pod.IsReady());
        var available = placed.Count(pod => pod.IsAvailable(set.Number("spec", "minReadySeconds") ?? 0, _time.GetUtcNow()));
        var updated = placed.Count(pod => !pod.IsTerminating() && pod.Label(StatefulSetPods.RevisionLabel) == hash);
        var status = new JsonObject
        {
            ["currentNumberScheduled"] = placed.Select(NodeOf).Distinct().Count(),
            ["numberMisscheduled"] = pods.Count - placed.Count,
            ["desiredNumberScheduled"] = nodes.Count,
            ["numberReady"] = ready,
            ["observedGeneration"] = set.Generation(),
        };
        status.SetOrDrop("updatedNumberScheduled", updated, drop: updated == 0);
        status.SetOrDrop("numberAvailable", available, drop: available == 0);
        status.SetOrDrop("numberUnavailable", nodes.Count - available, drop: nodes.Count == available);
        if (JsonNode.DeepEquals(set["status"], status))
            return;
        set["status"] = status;
        _api.UpdateStatus(KnownResources.DaemonSets, set);
    }
}
