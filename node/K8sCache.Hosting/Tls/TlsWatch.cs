namespace K8sCache.Hosting.Tls;

/// <summary>
/// Has an identity look at its files again and again. A mounted Secret changes by swapping a symlink, which file-system
/// notifications miss; a few kilobytes read each second cost nothing.
/// </summary>
public sealed class TlsWatch : IAsyncDisposable
{
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _polling;

    /// <param name="onTaken">Called after a change was taken; on the pool, one call at a time.</param>
    /// <param name="onRefused">Called once for each change that cannot be used, with the reason.</param>
    public TlsWatch(TlsIdentity identity, TimeSpan interval, TimeProvider time, Action onTaken, Action<string> onRefused) =>
        _polling = PollAsync(identity, interval, time, onTaken, onRefused);

    /// <summary>Ends when it is disposed of; what the callbacks throw ends it before, and is heard here alone.</summary>
    public Task Completion => _polling;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _polling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task PollAsync(TlsIdentity identity, TimeSpan interval, TimeProvider time, Action onTaken, Action<string> onRefused)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                switch (identity.Reload(out var problem))
                {
                    case TlsReload.Taken:
                        onTaken();
                        break;
                    case TlsReload.Refused:
                        onRefused(problem);
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }
}
