namespace K8sCache.Kubernetes.Backoff;

/// <summary>
/// Delays that double from an initial one to a cap, each shortened at random so that many clients don't come back
/// at once.
/// </summary>
/// <remarks>Not safe for concurrent use: one for each loop.</remarks>
public sealed class JitteredBackoff(TimeSpan initial, TimeSpan max, Random random)
{
    private int _failures;

    /// <summary>The next delay: between half of, and the whole of, initial × 2^failures, capped.</summary>
    public TimeSpan Next()
    {
        var full = Delays.Doubled(initial, _failures, max);
        _failures = Math.Min(_failures + 1, Delays.MaxDoublings);
        return full * (1 - random.NextDouble() / 2);
    }

    public void Reset() => _failures = 0;
}
