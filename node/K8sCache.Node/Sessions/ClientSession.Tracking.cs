using K8sCache.Commands;
using K8sCache.Node.Tracking;
using K8sCache.Resp;
using K8sCache.Serving.Tracking;

namespace K8sCache.Node.Sessions;

/// <summary>Client-side caching: what the client is told of, and how.</summary>
internal sealed partial class ClientSession
{
    /// <summary>Null while the client does not track.</summary>
    public ClientTracking? Tracking { get; private set; }

    protected override TrackingState? TrackingNow => Tracking;

    /// <summary>Tracks from now on, or in another way than until now: who tracks already still hears of what it read.</summary>
    public override void Track(TrackingOptions options)
    {
        if (Tracking is { } tracking)
        {
            tracking.Change(options);
            return;
        }

        Tracking = new ClientTracking(this, options);
        Node.Changes.Track(Tracking);
        SetMode(SessionModes.Tracking, !options.IsBroadcast);
    }

    public override void EndTracking()
    {
        if (Tracking is null)
            return;
        Node.Changes.Table.Remove(Tracking);
        Tracking = null;
        SetMode(SessionModes.Tracking, false);
    }

    /// <summary>To be called for each key a copy was sent.</summary>
    public void Merged(ReadOnlySpan<byte> key)
    {
        if (Node.Changes.IsObserved)
            Node.Changes.Wrote(Loop, key, null);
    }

    /// <summary>Tells the client that keys it may have cached changed; all keys, when null.</summary>
    public void PushInvalidation(byte[][]? keys)
    {
        if (!CanPush)
            return;
        var push = new RespWriter(PushOutput, Version);
        push.WritePushHeader(2);
        push.WriteBulkString("invalidate"u8);
        if (keys is null)
        {
            push.WriteNull();
        }
        else
        {
            push.WriteArrayHeader(keys.Length);
            foreach (var key in keys)
                push.WriteBulkString(key);
        }

    }

    /// <summary>Tells the client, once, that the connection it redirects to is gone.</summary>
    public void PushBrokenRedirect(ClientTracking tracking)
    {
        if (tracking.IsRedirectBroken)
            return;
        tracking.IsRedirectBroken = true;
        if (!CanPush)
            return;
        var push = new RespWriter(PushOutput, Version);
        push.WritePushHeader(2);
        push.WriteBulkString("tracking-redir-broken"u8);
        push.WriteInteger(tracking.Redirect);
    }

    // Behind replies that are held: what they say was read before.
    private System.Buffers.IBufferWriter<byte> PushOutput => _hold.IsEmpty ? Connection.Output : _hold;

    /// <summary>In RESP2 there is no way to tell, as in Redis.</summary>
    private bool CanPush => Connection.IsOpen && Version == RespVersion.Resp3;

    /// <summary>Notes the keys of a command that reads, before it does: a write in between is told of either way.</summary>
    private void RememberKeys(CommandSpec command, in RespRequest request)
    {
        if (!command.IsReadOnly || Tracking is not { RemembersNow: true } tracking)
            return;
        foreach (var index in command.Keys.In(request))
        {
            if (Node.Changes.Table.Remember(request[index], tracking, Node.Settings.TrackingTableMaxKeys) is { } forgotten)
                Loop.Invalidations.AddForgotten(forgotten);
        }
    }

    /// <summary>CLIENT CACHING holds for one command, or one transaction.</summary>
    private void EndCaching(CommandSpec command)
    {
        if (Tracking is { IsCachingGiven: true } tracking && Transaction is null
            && !command.Name.StartsWith("client", StringComparison.Ordinal))
            tracking.IsCachingGiven = false;
    }
}
