namespace K8sCache.Hosting.Lifetime;

/// <summary>Waiting for the end of a process's life.</summary>
public static class TaskWaits
{
    /// <summary>Completes, without throwing, when the token is cancelled.</summary>
    public static async Task UntilCancelledAsync(CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => cancelled.TrySetResult());
        await cancelled.Task;
    }
}
