using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers;

/// <summary>
/// Keys that await one worker. A key is in the queue once at most; added while it is being worked on, it is worked on again.
/// Thread-safe.
/// </summary>
internal sealed class WorkQueue(TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<ObjectKey> _queue = new();
    private readonly HashSet<ObjectKey> _queued = [];
    private readonly Dictionary<ObjectKey, (DateTimeOffset At, ITimer Timer)> _delayed = [];
    private readonly SemaphoreSlim _available = new(0);

    public void Add(ObjectKey key)
    {
        lock (_lock)
        {
            if (!_queued.Add(key))
                return;
            _queue.Enqueue(key);
        }

        _available.Release();
    }

    /// <summary>Adds later; of several delays of one key the earliest counts.</summary>
    public void AddAfter(ObjectKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }

        lock (_lock)
        {
            var at = time.GetUtcNow() + delay;
            if (_delayed.TryGetValue(key, out var known))
            {
                if (known.At <= at)
                    return;
                known.Timer.Dispose();
            }

            _delayed[key] = (at, time.CreateTimer(_ => Ripen(key), null, delay, Timeout.InfiniteTimeSpan));
        }
    }

    public async Task<ObjectKey> Take(CancellationToken cancellation)
    {
        await _available.WaitAsync(cancellation);
        lock (_lock)
        {
            var key = _queue.Dequeue();
            _queued.Remove(key);
            return key;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var (_, timer) in _delayed.Values)
                timer.Dispose();
            _delayed.Clear();
        }
    }

    private void Ripen(ObjectKey key)
    {
        lock (_lock)
        {
            if (_delayed.Remove(key, out var known))
                known.Timer.Dispose();
        }

        Add(key);
    }
}
