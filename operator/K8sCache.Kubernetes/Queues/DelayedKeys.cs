namespace K8sCache.Kubernetes.Queues;

/// <summary>Keys that are due later, and one timer for the first of them.</summary>
internal sealed class DelayedKeys<TKey> : IDisposable
    where TKey : struct
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly Action<TKey> _due;
    private readonly ITimer _timer;
    private readonly long _start;

    // A key that became due earlier leaves its later entry in _order behind; _dueAt says which one counts.
    private readonly PriorityQueue<TKey, TimeSpan> _order = new();
    private readonly Dictionary<TKey, TimeSpan> _dueAt = [];
    private bool _isDisposed;

    public DelayedKeys(TimeProvider timeProvider, Action<TKey> due)
    {
        _timeProvider = timeProvider;
        _due = due;
        _start = timeProvider.GetTimestamp();
        _timer = timeProvider.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Now => _timeProvider.GetElapsedTime(_start);

    public void Add(TKey key, TimeSpan delay)
    {
        lock (_lock)
        {
            var at = Now + delay;
            if (_isDisposed || (_dueAt.TryGetValue(key, out var earlier) && earlier <= at))
                return;
            _dueAt[key] = at;
            _order.Enqueue(key, at);
            SetTimer();
        }
    }

    public void Dispose()
    {
        lock (_lock)
            _isDisposed = true;
        _timer.Dispose();
    }

    private void Fire()
    {
        List<TKey> due = [];
        lock (_lock)
        {
            while (_order.TryPeek(out var key, out var at) && at <= Now)
            {
                _order.Dequeue();
                if (_dueAt.TryGetValue(key, out var counts) && counts == at && _dueAt.Remove(key))
                    due.Add(key);
            }
            SetTimer();
        }
        // Outside the lock: the queue takes its own, and calls Add here while it doesn't hold it.
        foreach (var key in due)
            _due(key);
    }

    private void SetTimer()
    {
        if (_isDisposed || !_order.TryPeek(out _, out var at))
            return;
        // Timers round down to milliseconds; a millisecond more spares an empty firing.
        var wait = at - Now + TimeSpan.FromMilliseconds(1);
        _timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait, Timeout.InfiniteTimeSpan);
    }
}
