using K8sCache.Resp;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Tracking;
using K8sCache.Transport;

namespace K8sCache.Serving.Sessions;

/// <summary>
/// What a session of a node and one of a router have in common: who the client is, when it is read from and when not, and how
/// its connection ends. How requests become replies is each one's own.
/// </summary>
/// <remarks>Everything here is for the connection's loop, but for what says otherwise.</remarks>
public abstract class ServerSession : IServerSession
{
    private Halts _halts;
    private bool _inputEnded;

    protected ServerSession(IServer server, long id, Connection connection)
    {
        Server = server;
        Connection = connection;
        Identity = new ClientIdentity(id, this, server.Time.GetUtcNow(), connection.Loop.Timestamp);
    }

    public IServer Server { get; }

    public Connection Connection { get; }

    public ClientIdentity Identity { get; }

    public long Id => Identity.Id;

    public string Name
    {
        get => Identity.Name;
        set => Identity.Name = value;
    }

    public Password Password => Server.Password;

    public RespVersion Version { get; set; } = RespVersion.Resp2;

    public abstract bool IsAuthenticated { get; }

    public virtual bool IsPeer => false;

    public virtual bool IsCluster => false;

    public virtual int CopiesOfLastWrite => 0;

    /// <summary>READONLY: reads on a copy that is in sync, too.</summary>
    public bool ReadsCopies { get; set; }

    public bool IsNotEvicted { get; set; }

    public bool IsNotTouching { get; set; }

    /// <summary>Bytes of replies the client has not read.</summary>
    public long PendingOutputBytes => Connection.PendingOutputBytes;

    TrackingState? IServerSession.Tracking => TrackingNow;

    public ClientFacts Facts
    {
        get
        {
            var tracking = TrackingNow;
            var (queued, queuedBytes) = QueuedNow;
            var flags = (queued < 0 ? "" : "x") + (tracking is null ? "" : "t")
                + (tracking is { IsRedirectBroken: true } ? "R" : "") + (tracking is { IsBroadcast: true } ? "B" : "")
                + (IsWatchTouched ? "d" : "") + (IsClosing ? "c" : "") + (ReadsCopies ? "r" : "")
                + (IsNotEvicted ? "e" : "") + (IsNotTouching ? "T" : "");
            return new ClientFacts
            {
                Flags = flags.Length == 0 ? "N" : flags,
                Queued = queued,
                QueuedBytes = queuedBytes,
                OutputBytes = PendingOutputBytes,
                Redirect = tracking?.Options.Redirect ?? -1,
            };
        }
    }

    /// <summary>Whether no further request is looked at.</summary>
    protected bool IsClosing { get; private set; }

    /// <summary>Null while it does not track; from any thread.</summary>
    protected abstract TrackingState? TrackingNow { get; }

    /// <summary>Commands since MULTI and their bytes; -1 outside of it. From any thread.</summary>
    protected abstract (int Count, long Bytes) QueuedNow { get; }

    /// <summary>Whether a watched key is known to have changed; from any thread.</summary>
    protected virtual bool IsWatchTouched => false;

    /// <summary>Whether every reply has left.</summary>
    protected abstract bool OwesNothing { get; }

    public abstract void Authenticate();

    public abstract void Track(TrackingOptions options);

    public abstract void EndTracking();

    public abstract RespWriter WantReplies(RespWriter reply);

    public abstract void LeaveOutReplies(bool ofNextOnly);

    public abstract void Reset();

    public abstract void Leave();

    /// <summary>No further request is looked at; the connection closes once every reply left.</summary>
    public void CloseWhenAnswered()
    {
        IsClosing = true;
        CloseIfAnswered();
    }

    /// <summary>Closes the connection at once, whatever it is owed.</summary>
    public void CloseAtOnce(ClosingReason reason)
    {
        if (!Connection.IsOpen)
            return;
        Count(reason);
        IsClosing = true;
        Connection.Abort();
    }

    public void KickLater(ClosingReason reason) => Connection.Loop.Post(_ => CloseAtOnce(reason), null);

    /// <summary>The connection was closed by its client, or for a limit.</summary>
    protected void Closed(Exception? reason)
    {
        IsClosing = true;
        if (reason is ConnectionLimitException { Limit: var limit })
            Count(limit == ConnectionLimit.Input ? ClosingReason.QueryBuffer : ClosingReason.OutputBuffer);
    }

    protected abstract void Count(ClosingReason reason);

    /// <summary>What the client was told it may do is as for a new connection.</summary>
    protected void ResetClient()
    {
        Version = RespVersion.Resp2;
        ReadsCopies = false;
        IsNotEvicted = false;
        IsNotTouching = false;
        Name = "";
    }

    /// <summary>Reads no more until <see cref="Resume"/> is called for the same reason.</summary>
    protected void Halt(Halts reason)
    {
        _halts |= reason;
        Connection.PauseReading();
    }

    protected bool IsHalted(Halts reason) => (_halts & reason) != 0;

    /// <summary>Takes a reason away; what is left to parse is shown again once there is none.</summary>
    protected void Resume(Halts reason)
    {
        if (!IsHalted(reason))
            return;
        _halts &= ~reason;
        if (_halts == Halts.None)
            Connection.ResumeReading();
    }

    /// <summary>The client sends no more.</summary>
    protected void EndInput()
    {
        _inputEnded = true;
        CloseIfAllIsRead();
    }

    /// <summary>A client that sends no more is still owed the answers to all it sent, also to what is not parsed yet.</summary>
    protected void CloseIfAllIsRead()
    {
        if (_inputEnded && _halts == Halts.None && !IsClosing && !Connection.IsOutputBlocked)
            CloseWhenAnswered();
    }

    /// <summary>To be called whenever the last reply may have left.</summary>
    protected void CloseIfAnswered()
    {
        if (IsClosing && OwesNothing)
            Connection.Close();
    }
}
