using K8sCache.Node.Sessions;
using K8sCache.Serving.Tracking;

namespace K8sCache.Node.Tracking;

/// <summary>One client that is told of keys it may have cached; other loops read only its session and options.</summary>
internal sealed class ClientTracking(ClientSession session, TrackingOptions options) : TrackingState(options)
{
    private ClientSession? _session = session;

    /// <summary>
    /// Null when it is over: the keys it read may be remembered for long, and must not keep a closed connection in memory.
    /// </summary>
    public ClientSession? Session => Volatile.Read(ref _session);

    public long Redirect => Options.Redirect;

    public IReadOnlyList<byte[]> Prefixes => Options.Prefixes;

    public bool IsOver => Session is null;

    public void End() => Volatile.Write(ref _session, null);
}
