namespace K8sCache.Serving.Tracking;

/// <summary>How a client is told of keys it may have cached: what CLIENT TRACKING ON was called with last.</summary>
public sealed record TrackingOptions
{
    /// <summary>Told of every key with one of the prefixes, instead of those it read.</summary>
    public bool IsBroadcast { get; init; }

    /// <summary>Remembers only what is read after CLIENT CACHING YES.</summary>
    public bool IsOptIn { get; init; }

    /// <summary>Remembers all but what is read after CLIENT CACHING NO.</summary>
    public bool IsOptOut { get; init; }

    /// <summary>Not told of what it wrote itself.</summary>
    public bool SkipsOwn { get; init; }

    /// <summary>Id of the connection that is told instead; 0 = this one.</summary>
    public long Redirect { get; init; }

    /// <summary>In order, none a prefix of another; one that is empty stands for every key.</summary>
    public IReadOnlyList<byte[]> Prefixes { get; init; } = [];

    /// <summary>Whether a key has one of the prefixes.</summary>
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
