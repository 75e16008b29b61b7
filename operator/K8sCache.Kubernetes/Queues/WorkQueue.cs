using System.Diagnostics.CodeAnalysis;
using K8sCache.Kubernetes.Metrics;

namespace K8sCache.Kubernetes.Queues;

/// <summary>Keys that need work. Nothing is lost, nothing runs twice at once, and many reasons make one run.</summary>
/// <remarks>
/// A key added while it waits is there once. A key added while it is worked on waits until <see cref="Done"/> and then
/// comes again. So for one key there is at most one worker, and never less than one run after the last add.
/// Source: client-go, <c>util/workqueue</c>.
/// </remarks>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is a queue.")]
public sealed class WorkQueue<TKey> : IDisposable
    where TKey : struct
{
    private readonly string _name;
    private readonly TimeProvider _timeProvider;
    private readonly KubernetesMetrics _metrics;
    private readonly KeyBackoff<TKey> _backoff;
    private readonly DelayedKeys<TKey> _delayed;

    private readonly Lock _lock = new();
    private readonly Queue<TKey> _ready = new();
    private readonly HashSet<TKey> _processing = [];

    // Keys to be worked on, with the time they were added: those in _ready, and those that wait for their Done.
    private readonly Dictionary<TKey, long> _dirty = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isShutDown;

    /// <param name="name">Tags the metrics.</param>
    /// <param name="initialBackoff">Delay after a key's first failure; doubles with each further one.</param>
    /// <param name="maxBackoff">Longest delay: a key is retried for ever, but never more rarely.</param>
    /// <param name="timeProvider">Clock of delays and metrics.</param>
    /// <param name="metrics">Counts depth, adds, retries and latency.</param>
    public WorkQueue(
        string name, TimeSpan initialBackoff, TimeSpan maxBackoff, TimeProvider timeProvider, KubernetesMetrics metrics)
    {
        _name = name;
        _timeProvider = timeProvider;
        _metrics = metrics;
        _backoff = new KeyBackoff<TKey>(initialBackoff, maxBackoff);
        _delayed = new DelayedKeys<TKey>(timeProvider, Add);
        metrics.QueueStarted(name);
    }

    /// <summary>Keys waiting for a worker, delayed ones apart.</summary>
    public int Depth
    {
        get
        {
            lock (_lock)
                return _ready.Count;
        }
    }

    public void Add(TKey key)
    {
        lock (_lock)
        {
            if (_isShutDown)
                return;
            _metrics.KeyAdded(_name);
            if (!_dirty.TryAdd(key, _timeProvider.GetTimestamp()) || _processing.Contains(key))
                return;
            MakeReady(key);
        }
    }

    /// <summary>Adds the key after a while; of several such adds the earliest counts.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
            Add(key);
        else
            _delayed.Add(key, delay);
    }

    /// <summary>
    /// Adds a key whose work failed, after a delay that doubles with every failure since <see cref="Forget"/>.
    /// </summary>
    /// <returns>The delay.</returns>
    public TimeSpan AddWithBackoff(TKey key)
    {
        var delay = _backoff.Next(key);
        _metrics.KeyRetried(_name);
        AddAfter(key, delay);
        return delay;
    }

    /// <summary>The key's work succeeded: its failures count no more.</summary>
    public void Forget(TKey key) => _backoff.Forget(key);

    /// <summary>Waits for a key; whoever takes it owes a <see cref="Done"/>. Null: shut down and drained.</summary>
    public async Task<TKey?> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_ready.TryDequeue(out var key))
                {
                    _dirty.Remove(key, out var addedAt);
                    _processing.Add(key);
                    _metrics.KeyTaken(_name, _timeProvider.GetElapsedTime(addedAt));
                    return key;
                }
                if (_isShutDown && _processing.Count == 0)
                    return null;
                changed = _changed.Task;
            }
            await changed.WaitAsync(cancellationToken);
        }
    }

    public void Done(TKey key)
    {
        lock (_lock)
        {
            _processing.Remove(key);
            if (_dirty.ContainsKey(key))
                MakeReady(key);
            else if (_isShutDown)
                Signal();
        }
    }

    /// <summary>Takes no more keys. What waits is still handed out; delayed keys are dropped.</summary>
    public void ShutDown()
    {
        _delayed.Dispose();
        lock (_lock)
        {
            _isShutDown = true;
            Signal();
        }
    }

    public void Dispose() => _delayed.Dispose();

    private void MakeReady(TKey key)
    {
        _ready.Enqueue(key);
        _metrics.KeyWaiting(_name);
        Signal();
    }

    /// <summary>Wakes every waiting worker: they are few, and one of them finds the key.</summary>
    private void Signal()
    {
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
