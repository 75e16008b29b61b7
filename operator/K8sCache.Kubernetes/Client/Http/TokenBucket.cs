namespace K8sCache.Kubernetes.Client.Http;

/// <summary>Admits requests at a steady rate with bursts. Waiters are admitted in the order of their arrival.</summary>
internal sealed class TokenBucket
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly double _tokensPerSecond;
    private readonly double _capacity;
    private double _tokens;
    private long _filledAt;

    public TokenBucket(double tokensPerSecond, int capacity, TimeProvider timeProvider)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokensPerSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _tokensPerSecond = tokensPerSecond;
        _capacity = capacity;
        _tokens = capacity;
        _timeProvider = timeProvider;
        _filledAt = timeProvider.GetTimestamp();
    }

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = Reserve();
        return wait <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, _timeProvider, cancellationToken);
    }

    /// <summary>Takes a token only if there is one.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            Fill();
            if (_tokens < 1)
                return false;
            _tokens--;
            return true;
        }
    }

    /// <summary>Takes a token, on credit if need be, and says how long to wait until it is earned.</summary>
    private TimeSpan Reserve()
    {
        if (_tokensPerSecond == 0)
            return TimeSpan.Zero;
        lock (_lock)
        {
            Fill();
            _tokens--;
            return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / _tokensPerSecond);
        }
    }

    private void Fill()
    {
        var now = _timeProvider.GetTimestamp();
        var earned = _timeProvider.GetElapsedTime(_filledAt, now).TotalSeconds * _tokensPerSecond;
        _tokens = Math.Min(_capacity, _tokens + earned);
        _filledAt = now;
    }
}
