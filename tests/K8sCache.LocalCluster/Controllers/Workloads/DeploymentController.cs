using System.Globalization;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Workloads;

/// <summary>Rolls a Deployment's pods from ReplicaSet to ReplicaSet.</summary>
internal sealed class DeploymentController : IReconciler
{
    private readonly IClusterApi _api;
    private readonly TimeProvider _time;
    private readonly EventRecorder _events;
    private readonly OwnedObjects _replicaSets;

    public DeploymentController(IClusterApi api, TimeProvider time)
    {
        _api = api.As(Name);
        _time = time;
        _events = new EventRecorder(api, Name, time);
        _replicaSets = new OwnedObjects(_api, "apps/v1", "Deployment");
    }

    public string Name => "deployment-controller";

    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself(KnownResources.Deployments),
        Trigger.Owner(KnownResources.ReplicaSets, "Deployment"),
    ];

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (_api.Find(KnownResources.Deployments, key.Namespace, key.Name) is not { } deployment)
            return null;
        var view = new DeploymentView(deployment, _replicaSets.Claim(deployment, KnownResources.ReplicaSets));
        var now = _time.GetUtcNow();
        if (!deployment.IsTerminating())
        {
            // Each step is one write and wakes this controller again, which then sees what the step has led to.
            if (!view.IsPaused && EnsureNew(view, now))
                return TimeSpan.Zero;
            foreach (var (set, replicas) in DeploymentRollout.Next(view))
                Resize(view, set, replicas);
        }

        var status = DeploymentStatus.Build(view, now);
        if (!JsonNode.DeepEquals(deployment["status"], status))
        {
            deployment["status"] = status;
            _api.UpdateStatus(KnownResources.Deployments, deployment);
        }

        if (status.Items("conditions").Any(condition => condition.Text("reason") == "NewReplicaSetAvailable"))
            TruncateHistory(view);
        return DeploymentStatus.UntilDeadline(view, status, now);
    }

    /// <summary>Makes the ReplicaSet of the current template, or gives the one that has it the newest revision; true if that wrote anything.</summary>
    private bool EnsureNew(DeploymentView view, DateTimeOffset now)
    {
        var newest = view.Old.Select(DeploymentView.RevisionOf).DefaultIfEmpty().Max() + 1;
        if (view.New is not { } known)
        {
            if (view.IsRecreate && DeploymentRollout.OldPodsRemain(view))
                return false;
            var made = _api.Create(KnownResources.ReplicaSets, view.Deployment.Namespace(), MakeReplicaSet(view, newest));
            ReportScaling(view.Deployment, made, 0, DeploymentView.Wanted(made));
            NoteNew(view, made, newest, now);
            return true;
        }

        var revision = DeploymentView.RevisionOf(known);
        if (revision < newest)
        {
            var annotations = known.Child("metadata").Child("annotations");
            var history = known.Annotation(DeploymentNames.RevisionHistory);
            annotations[DeploymentNames.RevisionHistory] = history is null ? Text(revision) : $"{history},{revision}";
            annotations[DeploymentNames.Revision] = Text(newest);
            _api.Update(KnownResources.ReplicaSets, known);
            NoteNew(view, known, newest, now, created: false);
            return true;
        }

        return false;
    }

    private void NoteNew(DeploymentView view, JsonObject set, long revision, DateTimeOffset now, bool created = true)
    {
        var deployment = view.Deployment;
        deployment.Child("metadata").Child("annotations")[DeploymentNames.Revision] = Text(revision);
        var conditions = new DeploymentConditions(deployment, now);
        if (created)
            conditions.Touch("Progressing", "True", "NewReplicaSetCreated", $"Created new replica set \"{set.Name()}\"");
        else if (conditions.Find("Progressing") is null)
            conditions.Set("Progressing", "True", "FoundNewReplicaSet", $"Found new replica set \"{set.Name()}\"");
        deployment.Child("status")["conditions"] = conditions.ToJson();
        // Through status, as the real controller does: an annotation written otherwise would count as a new generation.
        _api.UpdateStatus(KnownResources.Deployments, deployment);
    }

    private static JsonObject MakeReplicaSet(DeploymentView view, long revision)
    {
        var deployment = view.Deployment;
        var template = (JsonObject)deployment.At("spec", "template")!.DeepClone();
        // Kubernetes hashes its own Go structs, which nobody else can reproduce; any hash of the content serves.
        var hash = Fnv.SafeText(Fnv.Hash1(CanonicalJson.Write(template)));
        template.SetLabel(DeploymentNames.HashLabel, hash);
        var selector = (JsonObject)deployment.At("spec", "selector")!.DeepClone();
        selector.Child("matchLabels")[DeploymentNames.HashLabel] = hash;
        var annotations = deployment.At("metadata", "annotations")?.DeepClone() as JsonObject ?? [];
        annotations.Remove(DeploymentNames.LastApplied);
        annotations[DeploymentNames.DesiredReplicas] = Text(view.Replicas);
        annotations[DeploymentNames.MaxReplicas] = Text(view.MaxReplicas);
        annotations[DeploymentNames.Revision] = Text(revision);
        var room = view.IsRecreate ? view.Replicas : Math.Max(0, view.MaxReplicas - view.All.Sum(DeploymentView.Wanted));
        var spec = new JsonObject { ["replicas"] = Math.Min(view.Replicas, room), ["selector"] = selector, ["template"] = template };
        spec.SetOrDrop("minReadySeconds", deployment.At("spec", "minReadySeconds")?.DeepClone());
        return new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ReplicaSet",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Name()}-{hash}",
                ["namespace"] = deployment.Namespace(),
                ["labels"] = template.At("metadata", "labels")!.DeepClone(),
                ["annotations"] = annotations,
                ["ownerReferences"] = new JsonArray(deployment.MakeControllerReference("apps/v1", "Deployment")),
            },
            ["spec"] = spec,
        };
    }

    private void Resize(DeploymentView view, JsonObject set, int replicas)
    {
        var before = DeploymentView.Wanted(set);
        var annotations = set.Child("metadata").Child("annotations");
        annotations[DeploymentNames.DesiredReplicas] = Text(view.Replicas);
        annotations[DeploymentNames.MaxReplicas] = Text(view.MaxReplicas);
        set.Child("spec")["replicas"] = replicas;
        _api.Update(KnownResources.ReplicaSets, set);
        if (replicas != before)
            ReportScaling(view.Deployment, set, before, replicas);
    }

    private void TruncateHistory(DeploymentView view)
    {
        var idle = view.Old.Where(set => DeploymentView.Wanted(set) == 0 && (set.Count("status", "replicas") ?? 0) == 0 && !set.IsTerminating())
            .OrderBy(DeploymentView.RevisionOf).ToList();
        var limit = view.Deployment.Count("spec", "revisionHistoryLimit") ?? 10;
        foreach (var set in idle.Take(Math.Max(0, idle.Count - limit)))
            _api.Delete(KnownResources.ReplicaSets, set.Namespace(), set.Name());
    }

    private void ReportScaling(JsonObject deployment, JsonObject set, int from, int to) => _events.Normal(
        deployment, "apps/v1", "Deployment", "ScalingReplicaSet", $"Scaled {(to > from ? "up" : "down")} replica set {set.Name()} from {from} to {to}");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
