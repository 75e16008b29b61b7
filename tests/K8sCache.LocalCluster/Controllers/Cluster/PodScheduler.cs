using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Cluster;

/// <summary>
/// Binds pods to nodes: of those a pod may run on, the one with the fewest pods of the same controller, then the fewest of all,
/// so that replicas spread over nodes and with them over zones.
/// </summary>
internal sealed class PodScheduler : IReconciler
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly IClusterApi _api;
    private readonly TimeProvider _time;
    private readonly EventRecorder _events;

    public PodScheduler(IClusterApi api, TimeProvider time)
    {
        _api = api.As(Name);
        _time = time;
        _events = new EventRecorder(api, Name, time);
    }

    public string Name => "default-scheduler";

    public IReadOnlyList<Trigger> Triggers =>
    [
        new(KnownResources.Pods, pod => pod.Text("spec", "nodeName") is null ? [ObjectKey.Of(pod)] : []),
    ];

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (_api.Find(KnownResources.Pods, key.Namespace, key.Name) is not { } pod
            || pod.Text("spec", "nodeName") is not null || pod.IsTerminating())
        {
            return null;
        }

        var others = _api.List(KnownResources.Pods).Items.Where(other => other.Text("spec", "nodeName") is not null && !other.IsFinished()).ToList();
        var owner = pod.ControllerReference().Text("uid");
        var node = _api.List(KnownResources.Nodes).Items
            .Where(candidate => !candidate.Flag("spec", "unschedulable") && NodeSelection.Admits(pod["spec"], candidate))
            .OrderBy(candidate => owner is null ? 0 : others.Count(other => IsOn(other, candidate) && other.ControllerReference().Text("uid") == owner))
            .ThenBy(candidate => others.Count(other => IsOn(other, candidate)))
            .ThenBy(candidate => candidate.Name(), StringComparer.Ordinal)
            .FirstOrDefault();
        if (node is null)
        {
            _events.Warning(pod, "v1", "Pod", "FailedScheduling", "no nodes available that match the pod's node selector or affinity");
            return RetryDelay;
        }

        _api.Bind(pod, node.Name(), _time.GetUtcNow());
        _events.Normal(pod, "v1", "Pod", "Scheduled", $"Successfully assigned {pod.Namespace()}/{pod.Name()} to {node.Name()}");
        return null;
    }

    private static bool IsOn(JsonObject pod, JsonObject node) => pod.Text("spec", "nodeName") == node.Name();
}
