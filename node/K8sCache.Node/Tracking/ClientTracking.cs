using K8sCache.Node.Sessions;

namespace K8sCache.Node.Tracking;

/// <summary>
/// One client that is told of keys it may have cached (CLIENT TRACKING). Its loop writes, others read only what never
/// changes and whether it is still on.
/// </summary>
internal sealed class ClientTracking(ClientSession session)
{
    private bool _isOver;

    public ClientSession Session => session;

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

    /// <summary>CLIENT CACHING was called for the command that follows.</summary>
    public bool IsCachingGiven { get; set; }

    /// <summary>Whether the connection it redirects to was found gone.</summary>
    public bool IsRedirectBroken { get; set; }

    public bool RemembersNow => !IsBroadcast && (IsOptIn ? IsCachingGiven : !(IsOptOut && IsCachingGiven));

    public bool IsOver => Volatile.Read(ref _isOver);

    public void End() => Volatile.Write(ref _isOver, true);
}
