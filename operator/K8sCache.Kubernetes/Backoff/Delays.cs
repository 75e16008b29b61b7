namespace K8sCache.Kubernetes.Backoff;

/// <summary>Capped exponential growth without overflow.</summary>
internal static class Delays
{
    /// <summary>More doublings than this exceed every cap in use.</summary>
    public const int MaxDoublings = 30;

    public static TimeSpan Doubled(TimeSpan initial, int times, TimeSpan max)
    {
        var seconds = initial.TotalSeconds * Math.Pow(2, Math.Min(times, MaxDoublings));
        return seconds >= max.TotalSeconds ? max : TimeSpan.FromSeconds(seconds);
    }
}
