using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Metrics;
using Microsoft.Extensions.Logging;

namespace K8sCache.Kubernetes.LeaderElection;

/// <summary>Sees to it that of several instances one works, by a Lease that it has to renew.</summary>
public sealed class LeaderElector
{
    // Contenders that failed together should not try together again.
    private const double Jitter = 0.2;

    private readonly LeaderElectionOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly Random _random;
    private readonly KubernetesMetrics _metrics;
    private readonly ILogger _logger;
    private readonly LeaseLock _lock;
    private volatile bool _isLeading;

    /// <param name="client">The API.</param>
    /// <param name="options">Lease, identity and times.</param>
    /// <param name="timeProvider">Clock.</param>
    /// <param name="random">Spreads the tries; used by <see cref="RunAsync"/> only.</param>
    /// <param name="metrics">Told of leadership.</param>
    /// <param name="logger">Told of leadership and failures.</param>
    /// <exception cref="ArgumentException">The times don't fit together.</exception>
    public LeaderElector(
        IKubernetesClient client, LeaderElectionOptions options, TimeProvider timeProvider, Random random,
        KubernetesMetrics metrics, ILogger logger)
    {
        options.Validate();
        _options = options;
        _timeProvider = timeProvider;
        _random = random;
        _metrics = metrics;
        _logger = logger;
        _lock = new LeaseLock(client, options, timeProvider);
    }

    public bool IsLeading => _isLeading;

    /// <summary>Contends, leads, and contends again when the lease was lost, until stopped.</summary>
    /// <param name="lead">
    /// The leader's work. Its token means the lease is lost: end at once. A stop it has to notice itself, so that it may
    /// finish what it began; the lease is renewed until it returns, and then released.
    /// </param>
    /// <param name="stop">Contend no more.</param>
    public async Task RunAsync(Func<CancellationToken, Task> lead, CancellationToken stop)
    {
        while (await AcquireAsync(stop))
        {
            SetLeading(true);
            try
            {
                await LeadAsync(lead, stop);
            }
            finally
            {
                SetLeading(false);
                await ReleaseAsync();
            }
        }
    }

    /// <returns>False: stopped before.</returns>
    private async Task<bool> AcquireAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (await TryAsync(_options.RenewDeadline, stop))
                    return true;
                await Task.Delay(_options.RetryPeriod * (1 + Jitter * _random.NextDouble()), _timeProvider, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop while waiting: the loop's condition says the rest.
        }
        return false;
    }

    private async Task LeadAsync(Func<CancellationToken, Task> lead, CancellationToken stop)
    {
        using var lost = new CancellationTokenSource();
        using var finished = new CancellationTokenSource();
        var renewing = RenewAsync(finished.Token);
        var leading = lead(lost.Token);
        if (await Task.WhenAny(leading, renewing) == renewing)
        {
            Log.LeadershipLost(_logger, _options.Identity, _lock.Holder);
            await lost.CancelAsync();
        }
        try
        {
            await leading;
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            // That is how the work ends when the lease is lost.
        }
        finally
        {
            await finished.CancelAsync();
            await renewing;
        }
    }

    /// <summary>Renews until finished, or returns early when the lease is lost.</summary>
    private async Task RenewAsync(CancellationToken finished)
    {
        var renewedAt = _timeProvider.GetTimestamp();
        try
        {
            while (true)
            {
                await Task.Delay(_options.RetryPeriod, _timeProvider, finished);
                // Counted from before the call: others count from when they saw its effect, which is later.
                var startedAt = _timeProvider.GetTimestamp();
                var left = _options.RenewDeadline - _timeProvider.GetElapsedTime(renewedAt);
                if (left > TimeSpan.Zero && await TryAsync(left, finished))
                    renewedAt = startedAt;
                else if (IsTaken() || _timeProvider.GetElapsedTime(renewedAt) >= _options.RenewDeadline)
                    return;
            }
        }
        catch (OperationCanceledException) when (finished.IsCancellationRequested)
        {
            // The work is done; the caller releases.
        }
    }

    private bool IsTaken() => _lock.Holder.Length > 0 && !_lock.IsHeld;

    private async Task<bool> TryAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, _timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await _lock.TryAcquireOrRenewAsync(both.Token);
        }
        catch (Exception error) when (
            !cancellationToken.IsCancellationRequested
            && (error is OperationCanceledException || ApiFailure.IsExpected(error)))
        {
            Log.LeaseFailed(_logger, _options.Namespace, _options.LeaseName, error);
            return false;
        }
    }

    private async Task ReleaseAsync()
    {
        using var timeout = new CancellationTokenSource(_options.RetryPeriod, _timeProvider);
        try
        {
            await _lock.ReleaseAsync(timeout.Token);
        }
        catch (Exception error) when (error is OperationCanceledException || ApiFailure.IsExpected(error))
        {
            // It expires by itself.
            Log.LeaseFailed(_logger, _options.Namespace, _options.LeaseName, error);
        }
    }

    private void SetLeading(bool leading)
    {
        _isLeading = leading;
        _metrics.LeadershipChanged(leading);
        Log.Leadership(_logger, _options.Identity, leading ? "leads" : "leads no more");
    }
}
