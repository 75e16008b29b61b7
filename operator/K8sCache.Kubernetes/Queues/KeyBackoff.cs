using K8sCache.Kubernetes.Backoff;

namespace K8sCache.Kubernetes.Queues;

/// <summary>Counts failures by key and turns them into delays. Not random: keys fail apart from one another.</summary>
internal sealed class KeyBackoff<TKey>(TimeSpan initial, TimeSpan max)
    where TKey : struct
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, int> _failures = [];

    public TimeSpan Next(TKey key)
    {
        lock (_lock)
        {
            var failures = _failures.GetValueOrDefault(key);
            _failures[key] = Math.Min(failures + 1, Delays.MaxDoublings);
            return Delays.Doubled(initial, failures, max);
        }
    }

    public void Forget(TKey key)
    {
        lock (_lock)
            _failures.Remove(key);
    }
}
