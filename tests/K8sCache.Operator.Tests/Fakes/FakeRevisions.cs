using k8s.Models;

namespace K8sCache.Operator.Tests.Fakes;

/// <summary>
/// What a StatefulSet's controller does of a changed template: numbers it, gives pods below the partition the old one,
/// and replaces one pod at a time, the highest first, when all are ready.
/// </summary>
internal sealed class FakeRevisions
{
    private readonly List<string> _templates = [];
    private readonly Dictionary<string, string> _byPod = new(StringComparer.Ordinal);
    private string? _current;

    public string Update => Name(_templates.Count - 1);

    public string? Of(string pod) => _byPod.GetValueOrDefault(pod);

    /// <summary>Takes the set's template in; the set's pods of today that it does not know yet get their revision.</summary>
    public V1StatefulSetStatus Observe(V1StatefulSet set, IReadOnlyList<string> pods)
    {
        var template = OperatorTypes.Json.Serialize(set.Spec!.Template!);
        if (!_templates.Contains(template))
            _templates.Add(template);
        _current ??= Update;
        var partition = set.Spec.UpdateStrategy!.RollingUpdate!.Partition ?? 0;
        foreach (var (ordinal, pod) in pods.Index())
            _byPod.TryAdd(pod, ordinal < partition ? _current : Update);
        var updated = pods.Count(pod => _byPod[pod] == Update);
        if (updated == pods.Count)
            _current = Update;
        return new V1StatefulSetStatus
        {
            ObservedGeneration = set.Metadata.Generation + 1,
            Replicas = pods.Count,
            UpdatedReplicas = updated,
            CurrentRevision = _current,
            UpdateRevision = Update,
        };
    }

    /// <summary>The pod to be replaced now; null where there is none.</summary>
    public string? NextToReplace(V1StatefulSet set, IReadOnlyList<string> pods) =>
        pods.Index().LastOrDefault(pod => pod.Index >= (set.Spec!.UpdateStrategy!.RollingUpdate!.Partition ?? 0) && _byPod[pod.Item] != Update).Item;

    public void Forget(string pod) => _byPod.Remove(pod);

    private static string Name(int index) => $"revision-{index}";
}
