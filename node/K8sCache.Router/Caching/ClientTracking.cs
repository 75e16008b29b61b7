namespace K8sCache.Router.Caching;

/// <summary>How one client is told of keys it may have cached (CLIENT TRACKING).</summary>
internal sealed class ClientTracking
{
    /// <summary>Told of every key with one of the prefixes, instead of those it read.</summary>
    public bool IsBroadcast { get; set; }

    /// <summary>Only what is read after CLIENT CACHING YES.</summary>
    public bool IsOptIn { get; set; }

    /// <summary>All but what is read after CLIENT CACHING NO.</summary>
    public bool IsOptOut { get; set; }

    /// <summary>Not told of what it wrote itself.</summary>
    public bool SkipsOwn { get; set; }

    /// <summary>One that is empty stands for every key.</summary>
    public List<byte[]> Prefixes { get; init; } = [];

    /// <summary>CLIENT CACHING was called for the command that follows.</summary>
    public bool IsCachingGiven { get; set; }

    public bool RemembersNow => !IsBroadcast && (IsOptIn ? IsCachingGiven : !(IsOptOut && IsCachingGiven));

    public bool Covers(ReadOnlySpan<byte> key)
    {
        foreach (var prefix in Prefixes)
        {
            if (key.StartsWith(prefix))
                return true;
        }

        return false;
    }
}
