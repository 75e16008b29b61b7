using System.Collections.Concurrent;

namespace K8sCache.Operator.Observe;

/// <summary>
/// Counts how often in a row a pod did not answer, so that one lost packet is not taken for a death. Soft state: an
/// operator that restarts begins to count anew.
/// </summary>
public sealed class SilenceTracker
{
    /// <summary>Silences in a row after which a pod that Kubernetes calls ready is held to be down.</summary>
    public const int Limit = 3;

    private readonly ConcurrentDictionary<string, int> _silences = new(StringComparer.Ordinal);

    /// <summary>Notes an answer or its absence; the silences in a row so far.</summary>
    public int Note(string podUid, bool answered)
    {
        if (!answered)
            return _silences.AddOrUpdate(podUid, 1, (_, count) => count + 1);
        _silences.TryRemove(podUid, out _);
        return 0;
    }

    /// <summary>Drops pods that are gone.</summary>
    public void Forget(string podUid) => _silences.TryRemove(podUid, out _);
}
