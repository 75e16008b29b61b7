namespace K8sCache.Hosting.Lifetime;

/// <summary>Asks an event loop for a sign of life; while one is awaited no second is asked for, so that a loop that hangs gathers nothing.</summary>
internal sealed class Heartbeat(string name, Action<Action<object?>, object?> post)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _awaited;

    public string Name => name;

    public bool IsAwaited
    {
        get
        {
            lock (_lock)
                return _awaited is { Task.IsCompleted: false };
        }
    }

    public Task BeatAsync()
    {
        lock (_lock)
        {
            if (_awaited is { Task.IsCompleted: false } awaited)
                return awaited.Task;
            var beat = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited = beat;
            post(static beat => ((TaskCompletionSource)beat!).SetResult(), beat);
            return beat.Task;
        }
    }
}
