using K8sCache.Node.Sessions;

namespace K8sCache.Node.Tracking;

/// <summary>
/// One client that is told of keys it may have cached, from CLIENT TRACKING ON to OFF or its end. Its loop writes, others
/// read only its session and options, each replaced as a whole.
/// </summary>
internal sealed class ClientTracking(ClientSession session, TrackingOptions options)
{
    private ClientSession? _session = session;
    private TrackingOptions _options = options;

    /// <summary>
    /// Null when it is over: the keys it read may be remembered for long, and must not keep a closed connection in memory.
    /// </summary>
    public ClientSession? Session => Volatile.Read(ref _session);

    /// <summary>Changed by another CLIENT TRACKING ON: it is still to hear of what it read before.</summary>
    public TrackingOptions Options
    {
        get => Volatile.Read(ref _options);
        set => Volatile.Write(ref _options, value);
    }

    public bool IsBroadcast => Options.IsBroadcast;

    public bool IsOptIn => Options.IsOptIn;

    public bool IsOptOut => Options.IsOptOut;

    public bool SkipsOwn => Options.SkipsOwn;

    public long Redirect => Options.Redirect;

    public IReadOnlyList<byte[]> Prefixes => Options.Prefixes;

    /// <summary>CLIENT CACHING was called for the command that follows.</summary>
    public bool IsCachingGiven { get; set; }

    /// <summary>Whether the connection it redirects to was found gone.</summary>
    public bool IsRedirectBroken { get; set; }

    public bool RemembersNow => !IsBroadcast && (IsOptIn ? IsCachingGiven : !(IsOptOut && IsCachingGiven));

    public bool IsOver => Session is null;

    public void End() => Volatile.Write(ref _session, null);
}
