namespace K8sCache.Client.Caching;

/// <summary>What a look-up found.</summary>
/// <param name="IsFound">Whether there is an entry.</param>
/// <param name="Data">The caller's bytes; null where they went to a buffer, or nowhere.</param>
/// <param name="Times">What is to be renewed.</param>
internal readonly record struct FoundEntry(bool IsFound, byte[]? Data, CacheEntryTimes Times);
