namespace K8sCache.LocalCluster.Kubelet;

/// <summary>
/// Probes one container for as long as it runs: once the initial delay is over, then each period. The verdict turns only after as many equal
/// results in a row as the thresholds ask for, and only turns are reported.
/// </summary>
internal sealed class ProbeLoop(ProbeSettings settings, Func<CancellationToken, Task<string?>> attempt, TimeProvider time)
{
    private bool? _verdict;
    private bool _lastResult;
    private int _inARow;

    /// <param name="startedAt">When the container started: the initial delay counts from there.</param>
    /// <param name="failed">Told of every failed attempt, with what went wrong.</param>
    /// <param name="turned">Told of the first verdict and of each change.</param>
    /// <param name="cancellation">Ends the loop.</param>
    public async Task Run(DateTimeOffset startedAt, Action<string> failed, Action<bool> turned, CancellationToken cancellation)
    {
        var delay = startedAt + settings.InitialDelay - time.GetUtcNow();
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, time, cancellation);
        using var timer = new PeriodicTimer(settings.Period, time);
        do
        {
            var failure = await Attempt(cancellation);
            if (failure is not null)
                failed(failure);
            if (Count(failure is null))
                turned(_verdict!.Value);
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private bool Count(bool result)
    {
        _inARow = result == _lastResult ? _inARow + 1 : 1;
        _lastResult = result;
        if (_verdict == result || _inARow < (result ? settings.SuccessThreshold : settings.FailureThreshold))
            return false;
        _verdict = result;
        return true;
    }

    private async Task<string?> Attempt(CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await attempt(either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return "context deadline exceeded";
        }
    }
}
