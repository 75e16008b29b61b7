namespace K8sCache.Client.Caching;

/// <summary>What an entry says of its own life.</summary>
/// <param name="SlidingMs">How long it lives after its last use, in milliseconds; 0 = that does not matter.</param>
/// <param name="AbsoluteMs">When it ends at the latest, in milliseconds since the Unix epoch; 0 = never.</param>
internal readonly record struct CacheEntryTimes(long SlidingMs, long AbsoluteMs)
{
    /// <summary>Its life from now, in milliseconds; null where nothing is to be renewed.</summary>
    public long? RenewedMs(DateTimeOffset now)
    {
        if (SlidingMs == 0)
            return null;
        if (AbsoluteMs == 0)
            return SlidingMs;
        var left = AbsoluteMs - now.ToUnixTimeMilliseconds();
        return left > 0 ? Math.Min(SlidingMs, left) : null;
    }
}
