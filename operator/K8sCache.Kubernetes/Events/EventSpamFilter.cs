using K8sCache.Kubernetes.Client.Http;

namespace K8sCache.Kubernetes.Events;

/// <summary>Limits how many events one object may cause, so that a flapping one doesn't flood etcd.</summary>
internal sealed class EventSpamFilter(EventRecorderOptions options, TimeProvider timeProvider)
{
    private const int MaxObjects = 4096;
    private readonly Dictionary<string, TokenBucket> _buckets = new(StringComparer.Ordinal);

    public bool Admits(string objectUid)
    {
        if (!_buckets.TryGetValue(objectUid, out var bucket))
        {
            // Bounded by forgetting everything: the worst that follows is another burst for each object.
            if (_buckets.Count >= MaxObjects)
                _buckets.Clear();
            bucket = new TokenBucket(1 / options.RefillPeriod.TotalSeconds, options.BurstPerObject, timeProvider);
            _buckets[objectUid] = bucket;
        }
        return bucket.TryTake();
    }
}
