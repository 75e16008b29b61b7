using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Workloads;

/// <summary>Keeps as many active pods as a ReplicaSet asks for; a pod that is going away counts no longer, so its successor starts beside it.</summary>
internal sealed class ReplicaSetController : IReconciler
{
    private readonly IClusterApi _api;
    private readonly TimeProvider _time;
    private readonly EventRecorder _events;
    private readonly OwnedObjects _pods;

    public ReplicaSetController(IClusterApi api, TimeProvider time)
    {
        _api = api.As(Name);
        _time = time;
        _events = new EventRecorder(api, Name, time);
        _pods = new OwnedObjects(_api, "apps/v1", "ReplicaSet");
    }

    public string Name => "replicaset-controller";

    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself(KnownResources.ReplicaSets),
        Trigger.Owner(KnownResources.Pods, "ReplicaSet"),
    ];

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (_api.Find(KnownResources.ReplicaSets, key.Namespace, key.Name) is not { } set)
            return null;
        var owned = _pods.Claim(set, KnownResources.Pods);
        var active = owned.Where(pod => pod.IsActive()).ToList();
        var missing = (set.Count("spec", "replicas") ?? 1) - active.Count;
        var now = _time.GetUtcNow();
        WriteStatus(set, Status(set, owned, active, now));
        if (set.IsTerminating())
            return null;
        for (var i = 0; i < missing; i++)
            Create(set);
        foreach (var pod in active.OrderBy(DeletionRank).ThenByDescending(pod => pod.Created()).Take(Math.Max(0, -missing)))
            Delete(set, pod);
        return NextAvailability(active, set.Number("spec", "minReadySeconds") ?? 0, now);
    }

    /// <summary>Pods that serve least go first: unscheduled, pending, not Ready; of equals the youngest.</summary>
    private static int DeletionRank(JsonObject pod) =>
        pod.Text("spec", "nodeName") is null ? 0 : pod.Phase() != "Running" ? 1 : !pod.IsReady() ? 2 : 3;

    private static JsonObject Status(JsonObject set, List<JsonObject> owned, List<JsonObject> active, DateTimeOffset now)
    {
        var labels = set.TextMap("spec", "template", "metadata", "labels").ToList();
        var labelled = active.Count(pod => labels.All(label => pod.Label(label.Key) == label.Value));
        var ready = active.Count(pod => pod.IsReady());
        var available = active.Count(pod => pod.IsAvailable(set.Number("spec", "minReadySeconds") ?? 0, now));
        var status = new JsonObject { ["replicas"] = active.Count };
        status.SetOrDrop("fullyLabeledReplicas", labelled, drop: labelled == 0);
        status.SetOrDrop("readyReplicas", ready, drop: ready == 0);
        status.SetOrDrop("availableReplicas", available, drop: available == 0);
        status["terminatingReplicas"] = owned.Count(pod => pod.IsTerminating());
        status["observedGeneration"] = set.Generation();
        return status;
    }

    private void Create(JsonObject set)
    {
        var pod = PodTemplates.MakePod((JsonObject)set.At("spec", "template")!, set, "apps/v1", "ReplicaSet");
        var made = _api.Create(KnownResources.Pods, set.Namespace(), pod);
        _events.Normal(set, "apps/v1", "ReplicaSet", "SuccessfulCreate", $"Created pod: {made.Name()}");
    }

    private void Delete(JsonObject set, JsonObject pod)
    {
        _api.Delete(KnownResources.Pods, pod.Namespace(), pod.Name(), new DeleteOptions { Uid = pod.Uid() });
        _events.Normal(set, "apps/v1", "ReplicaSet", "SuccessfulDelete", $"Deleted pod: {pod.Name()}");
    }

    private void WriteStatus(JsonObject set, JsonObject status)
    {
        if (JsonNode.DeepEquals(set["status"], status))
            return;
        set["status"] = status;
        _api.UpdateStatus(KnownResources.ReplicaSets, set);
    }

    private static TimeSpan? NextAvailability(List<JsonObject> active, long minReadySeconds, DateTimeOffset now)
    {
        var waits = active.Where(pod => pod.IsReady()).Select(pod => pod.AvailableIn(minReadySeconds, now))
            .Where(wait => wait > TimeSpan.Zero).ToList();
        return waits.Count == 0 ? null : waits.Min();
    }
}
