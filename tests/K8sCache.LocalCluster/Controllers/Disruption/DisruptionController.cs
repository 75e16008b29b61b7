using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Controllers.Workloads;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Disruption;

/// <summary>Keeps the status of PodDisruptionBudgets: how many pods are expected, healthy, and may be evicted now.</summary>
internal sealed class DisruptionController : IReconciler
{
    private readonly IClusterApi _api;
    private readonly ResourceRegistry _registry;
    private readonly TimeProvider _time;

    public DisruptionController(IClusterApi api, ResourceRegistry registry, TimeProvider time)
    {
        _api = api.As(Name);
        _registry = registry;
        _time = time;
    }

    public string Name => "disruption-controller";

    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself(KnownResources.PodDisruptionBudgets),
        new(KnownResources.Pods, subject => BudgetsOf(subject)),
        new(KnownResources.StatefulSets, subject => BudgetsOf(subject)),
        new(KnownResources.Deployments, subject => BudgetsOf(subject)),
    ];

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (_api.Find(KnownResources.PodDisruptionBudgets, key.Namespace, key.Name) is not { } budget)
            return null;
        var pods = _api.List(KnownResources.Pods, key.Namespace).Items
            .Where(pod => LabelSelector.Matches(budget.At("spec", "selector"), pod)).ToList();
        var status = Status(budget, pods);
        if (!JsonNode.DeepEquals(budget["status"], status))
        {
            budget["status"] = status;
            _api.UpdateStatus(KnownResources.PodDisruptionBudgets, budget);
        }

        return null;
    }

    private IEnumerable<ObjectKey> BudgetsOf(JsonObject subject) =>
        _api.List(KnownResources.PodDisruptionBudgets, subject.Namespace()).Items.Select(ObjectKey.Of);

    private JsonObject Status(JsonObject budget, List<JsonObject> pods)
    {
        var (expected, desired) = Expectation(budget, pods);
        var healthy = pods.Count(pod => pod.IsActive() && pod.IsReady());
        var allowed = expected > 0 ? Math.Max(0, healthy - desired) : 0;
        return new JsonObject
        {
            ["observedGeneration"] = budget.Generation(),
            ["disruptionsAllowed"] = allowed,
            ["currentHealthy"] = healthy,
            ["desiredHealthy"] = desired,
            ["expectedPods"] = expected,
            ["conditions"] = new JsonArray(Condition(budget, allowed > 0)),
        };
    }

    private (int Expected, int Desired) Expectation(JsonObject budget, List<JsonObject> pods)
    {
        var spec = budget["spec"];
        if (spec.At("maxUnavailable") is { } maxUnavailable)
        {
            var expected = ExpectedByControllers(pods);
            return (expected, Math.Max(0, expected - IntOrPercent.Resolve(maxUnavailable, expected, roundUp: true)));
        }

        var minAvailable = spec.At("minAvailable");
        if (minAvailable.Text() is null)
            return (pods.Count, minAvailable.Count() ?? 0);
        var total = ExpectedByControllers(pods);
        return (total, IntOrPercent.Resolve(minAvailable, total, roundUp: true));
    }

    /// <summary>The sum of the sizes that the pods' controllers ask for; a pod without a controller counts for nothing.</summary>
    private int ExpectedByControllers(List<JsonObject> pods) => pods
        .Select(pod => pod.ControllerReference()).OfType<JsonObject>().DistinctBy(owner => owner.Text("uid"))
        .Sum(owner => SizeOf(pods[0].Namespace(), owner));

    private int SizeOf(string ns, JsonObject reference)
    {
        var apiVersion = (reference.Text("apiVersion") ?? "").Split('/');
        var definition = _registry.FindKind(apiVersion.Length == 2 ? apiVersion[0] : "", apiVersion[^1], reference.Text("kind") ?? "");
        if (definition is null || _api.Find(definition.Resource, ns, reference.Text("name") ?? "") is not { } owner)
            return 0;
        // A Deployment's pods belong to ReplicaSets, which change in number while it rolls.
        if (owner.ControllerReference() is { } above)
            return SizeOf(ns, above);
        var path = definition.Scale?.SpecReplicas.TrimStart('.').Split('.') ?? ["spec", "replicas"];
        return owner.Count(path) ?? owner.Count("status", "desiredNumberScheduled") ?? 0;
    }

    private JsonObject Condition(JsonObject budget, bool allowed)
    {
        var status = allowed ? "True" : "False";
        var known = budget.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == "DisruptionAllowed");
        return new JsonObject
        {
            ["type"] = "DisruptionAllowed",
            ["status"] = status,
            ["observedGeneration"] = budget.Generation(),
            ["lastTransitionTime"] = known.Text("status") == status ? known.Text("lastTransitionTime") : _time.GetUtcNow().ToApiTime(),
            ["reason"] = allowed ? "SufficientPods" : "InsufficientPods",
            ["message"] = "",
        };
    }
}
