using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Workloads;

/// <summary>Keeps a StatefulSet's pods: stable names, order, rolling updates with a partition.</summary>
internal sealed class StatefulSetController : IReconciler
{
    private readonly IClusterApi _api;
    private readonly TimeProvider _time;
    private readonly EventRecorder _events;
    private readonly OwnedObjects _pods;
    private readonly ControllerRevisions _revisions;

    public StatefulSetController(IClusterApi api, TimeProvider time)
    {
        _api = api.As(Name);
        _time = time;
        _events = new EventRecorder(api, Name, time);
        _pods = new OwnedObjects(_api, "apps/v1", "StatefulSet");
        _revisions = new ControllerRevisions(_api, "apps/v1", "StatefulSet");
    }

    public string Name => "statefulset-controller";

    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself(KnownResources.StatefulSets),
        Trigger.Owner(KnownResources.Pods, "StatefulSet"),
        // A pod without an owner may be one to adopt, one with another owner's name in its own may block ours.
        new(KnownResources.Pods, pod => SetNamedBy(pod)),
    ];

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (_api.Find(KnownResources.StatefulSets, key.Namespace, key.Name) is not { } set)
            return null;
        var pods = _pods.Claim(set, KnownResources.Pods, pod => StatefulSetPods.OrdinalOf(set, pod.Name()) is not null)
            .Where(pod => StatefulSetPods.OrdinalOf(set, pod.Name()) is not null);
        var history = _revisions.List(set);
        var update = _revisions.Current(set, history);
        var current = history.Find(revision => revision.Name() == set.Text("status", "currentRevision")) ?? update;
        var view = new StatefulSetView(set, pods, current, update);
        var now = _time.GetUtcNow();
        // The status first: it tells what was found, and what is done next wakes this controller again.
        WriteStatus(set, StatefulSetStatus.Build(view, now));
        if (set.IsTerminating())
            return null;
        Apply(view, StatefulSetStep.Next(view, now));
        _revisions.Truncate(set, history, InUse(view));
        return NextAvailability(view, now);
    }

    private static IEnumerable<ObjectKey> SetNamedBy(JsonObject pod)
    {
        var dash = pod.Name().LastIndexOf('-');
        return dash > 0 ? [new ObjectKey(pod.Namespace(), pod.Name()[..dash])] : [];
    }

    private void Apply(StatefulSetView view, StatefulSetStep step)
    {
        var set = view.Set;
        foreach (var index in step.Create)
        {
            var pod = StatefulSetPods.Make(set, view.RevisionFor(index), view.Start + index);
            MakeClaims(set, pod.Name());
            _api.Create(KnownResources.Pods, set.Namespace(), pod);
            Report(set, "SuccessfulCreate", $"Create Pod {pod.Name()} in StatefulSet {set.Name()} successful");
        }

        foreach (var pod in step.Delete)
        {
            _api.Delete(KnownResources.Pods, pod.Namespace(), pod.Name(), new DeleteOptions { Uid = pod.Uid() });
            Report(set, "SuccessfulDelete", $"Delete Pod {pod.Name()} in StatefulSet {set.Name()} successful");
        }
    }

    private void MakeClaims(JsonObject set, string podName)
    {
        foreach (var claim in StatefulSetPods.Claims(set, podName))
        {
            if (_api.Find(KnownResources.PersistentVolumeClaims, set.Namespace(), claim.Name()) is not null)
                continue;
            _api.Create(KnownResources.PersistentVolumeClaims, set.Namespace(), claim);
            Report(set, "SuccessfulCreate", $"Create Claim {claim.Name()} Pod {podName} in StatefulSet {set.Name()} success");
        }
    }

    private void WriteStatus(JsonObject set, JsonObject status)
    {
        if (JsonNode.DeepEquals(set["status"], status))
            return;
        set["status"] = status;
        _api.UpdateStatus(KnownResources.StatefulSets, set);
    }

    private void Report(JsonObject set, string reason, string message) => _events.Normal(set, "apps/v1", "StatefulSet", reason, message);

    private static HashSet<string> InUse(StatefulSetView view) =>
    [
        view.CurrentRevision.Name(),
        view.UpdateRevision.Name(),
        .. view.Pods.Select(pod => pod.Label(StatefulSetPods.RevisionLabel)).OfType<string>(),
    ];

    /// <summary>When the next pod that is Ready now will count as available.</summary>
    private static TimeSpan? NextAvailability(StatefulSetView view, DateTimeOffset now)
    {
        var waits = view.Pods.Where(pod => pod.IsReady()).Select(pod => pod.AvailableIn(view.MinReadySeconds, now))
            .Where(wait => wait > TimeSpan.Zero).ToList();
        return waits.Count == 0 ? null : waits.Min();
    }
}
