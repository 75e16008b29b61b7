using Microsoft.Extensions.Logging;

namespace K8sCache.Hosting.Lifetime;

/// <summary>
/// Knows the work a process cannot do without: tasks, callbacks of event loops, the loops themselves. The first that dies before the stop is
/// logged, fails <c>/healthz</c>, and completes <see cref="Death"/>, by which the program ends: a process that lives on without
/// one of its parts answers probes and serves wrongly, which no restart would mend in time. Safe from any thread.
/// </summary>
public sealed class Supervisor(TimeProvider time, ILogger log)
{
    /// <summary>How long an event loop may take to run what is posted to it before <c>/healthz</c> says that it does not turn.</summary>
    public static readonly TimeSpan BeatLimit = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly List<Heartbeat> _heartbeats = [];
    private readonly TaskCompletionSource<WorkDiedException> _death = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopping;

    /// <summary>Completes with the first death.</summary>
    public Task<WorkDiedException> Death => _death.Task;

    /// <summary>From now on work ends because it is told to; what fails on the way is logged and nothing more.</summary>
    public void BeginStop() => _stopping = true;

    /// <summary>A task that runs until the process stops: that it ends before, with or without an error, is a death.</summary>
    public void Watch(string name, Task work)
    {
        ArgumentNullException.ThrowIfNull(work);
        work.ConfigureAwait(false).GetAwaiter().OnCompleted(() => Ended(name, work.Exception?.InnerException));
    }

    /// <summary>Work that failed and is not a task.</summary>
    public void Died(string name, Exception error) => Ended(name, error);

    /// <summary>
    /// What an event loop ran threw: nobody knows what it left half done. Want of memory is the exception: it passes, what
    /// recurs has armed its next turn before, and an end would lose all entries.
    /// </summary>
    public void CallbackFailed(Exception error)
    {
        if (error is OutOfMemoryException)
            Log.NoMemoryForCallback(log, error);
        else
            Ended("a callback of an event loop", error);
    }

    /// <summary>An event loop, to be asked at each check whether it turns.</summary>
    /// <param name="name">As it stands in the answer of <c>/healthz</c>.</param>
    /// <param name="post">Has the loop run the action with the state on its next turn.</param>
    public void RequireBeat(string name, Action<Action<object?>, object?> post)
    {
        lock (_lock)
            _heartbeats.Add(new Heartbeat(name, post));
    }

    /// <summary>What is wrong now, a line each; empty while all is well. Takes at most <see cref="BeatLimit"/>.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync()
    {
        Heartbeat[] heartbeats;
        lock (_lock)
            heartbeats = [.. _heartbeats];
        var beats = Task.WhenAll(heartbeats.Select(heartbeat => heartbeat.BeatAsync()));
        try
        {
            await beats.WaitAsync(BeatLimit, time);
        }
        catch (TimeoutException)
        {
            // The ones that did not beat are named below.
        }

        var problems = heartbeats.Where(heartbeat => heartbeat.IsAwaited).Select(heartbeat => $"{heartbeat.Name} does not turn").ToList();
        if (_death.Task.IsCompletedSuccessfully)
            problems.Insert(0, (await _death.Task).Message);
        return problems;
    }

    private void Ended(string name, Exception? error)
    {
        if (_stopping)
        {
            if (error is not null and not OperationCanceledException)
                Log.WorkFailedAtStop(log, name, error);
            return;
        }

        Log.WorkDied(log, name, error);
        _death.TrySetResult(new WorkDiedException(name, error));
    }
}
