namespace K8sCache.Serving.Tracking;

/// <summary>
/// One client's tracking, from CLIENT TRACKING ON to OFF or its end. The client's loop writes; others read the options,
/// replaced as a whole.
/// </summary>
public class TrackingState(TrackingOptions options)
{
    private TrackingOptions _options = options;

    public TrackingOptions Options => Volatile.Read(ref _options);

    /// <inheritdoc cref="TrackingOptions.IsBroadcast"/>
    public bool IsBroadcast => Options.IsBroadcast;

    /// <inheritdoc cref="TrackingOptions.SkipsOwn"/>
    public bool SkipsOwn => Options.SkipsOwn;

    /// <summary>CLIENT CACHING was called for the command that follows.</summary>
    public bool IsCachingGiven { get; set; }

    /// <summary>Whether the connection it redirects to was found gone.</summary>
    public bool IsRedirectBroken { get; set; }

    /// <summary>Whether what is read now is to be remembered.</summary>
    public bool RemembersNow =>
        !Options.IsBroadcast && (Options.IsOptIn ? IsCachingGiven : !(Options.IsOptOut && IsCachingGiven));

    /// <summary>Another CLIENT TRACKING ON: the client still is to hear of what it read before.</summary>
    public void Change(TrackingOptions changed)
    {
        Volatile.Write(ref _options, changed);
        IsCachingGiven = false;
        IsRedirectBroken = false;
    }
}
