using System.Collections.Concurrent;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Observe;

/// <summary>
/// Remembers how long a pod has not answered, so that one lost packet, or a second in which the operator itself had no
/// CPU, is not taken for a death. Soft state: an operator that restarts begins to count anew.
/// </summary>
public sealed class SilenceTracker(TimeProvider timeProvider)
{
    /// <summary>Unanswered questions in a row before a pod that Kubernetes calls ready may be held to be down ...</summary>
    private const int LeastQuestions = 3;

    /// <summary>... and the time they must span. A dead process needs no such patience: Kubernetes says that it ended.</summary>
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<(ObjectKey Cluster, string PodUid), Silence> _silences = new();

    /// <summary>Notes an answer or its absence; whether the pod has been silent for too long.</summary>
    public bool IsSilent(ObjectKey cluster, string podUid, bool answered)
    {
        if (answered)
        {
            _silences.TryRemove((cluster, podUid), out _);
            return false;
        }

        var now = timeProvider.GetTimestamp();
        var silence = _silences.AddOrUpdate(
            (cluster, podUid), new Silence(now, 1), (_, before) => before with { Questions = before.Questions + 1 });
        return silence.Questions >= LeastQuestions && timeProvider.GetElapsedTime(silence.Since, now) >= LeastTime;
    }

    /// <summary>Forgets a cluster's pods but for these: the others are gone.</summary>
    public void Retain(ObjectKey cluster, IEnumerable<string> podUids)
    {
        var alive = podUids.ToHashSet(StringComparer.Ordinal);
        foreach (var pod in _silences.Keys.Where(pod => pod.Cluster == cluster && !alive.Contains(pod.PodUid)))
            _silences.TryRemove(pod, out _);
    }

    private readonly record struct Silence(long Since, int Questions);
}
