using K8sCache.Node.Configuration;
using K8sCache.Serving.Clients;
using K8sCache.Transport;

namespace K8sCache.Node.Sessions;

/// <summary>What a client may not do for long, or at all.</summary>
internal sealed partial class ClientSession
{
    private long _aboveSoftLimitSince;

    /// <summary>Bytes of replies the client has not read.</summary>
    public long PendingOutputBytes => _connection.PendingOutputBytes;

    public Connection Connection => _connection;

    public ClientFacts Facts
    {
        get
        {
            var (transaction, tracking) = (Transaction, Tracking);
            var flags = (transaction is null ? "" : "x") + (tracking is null ? "" : "t")
                + (tracking is { IsRedirectBroken: true } ? "R" : "") + (tracking is { IsBroadcast: true } ? "B" : "")
                + (_watch is { IsTouched: true } ? "d" : "") + (_closing ? "c" : "") + (ReadsCopies ? "r" : "")
                + (IsNotEvicted ? "e" : "") + (IsNotTouching ? "T" : "");
            return new ClientFacts
            {
                Flags = flags.Length == 0 ? "N" : flags,
                Queued = transaction?.Queue.Count ?? -1,
                QueuedBytes = transaction?.QueuedBytes ?? 0,
                OutputBytes = PendingOutputBytes,
                Redirect = tracking?.Redirect ?? -1,
            };
        }
    }

    /// <summary>Closes the connection at once; on its loop.</summary>
    public void Kick(ClosingReason reason)
    {
        if (!_connection.IsOpen)
            return;
        Loop.Counters.Closed(reason);
        _closing = true;
        _connection.Abort();
    }

    public void Leave() => CloseWhenAnswered();

    public void KickLater(ClosingReason reason) => Loop.Loop.Post(_ => Kick(reason), null);

    /// <summary>Takes a changed limit of arguments; on its loop.</summary>
    public void ApplyLimits() => _parser.Limits = LimitsNow;

    /// <summary>Looked at about once a second.</summary>
    public bool StaysAboveSoftLimit(OutputLimit limit, long now)
    {
        if (limit.SoftBytes == 0 || PendingOutputBytes <= limit.SoftBytes)
        {
            _aboveSoftLimitSince = 0;
            return false;
        }

        if (_aboveSoftLimitSince == 0)
            _aboveSoftLimitSince = now;
        return Node.Time.GetElapsedTime(_aboveSoftLimitSince, now).TotalSeconds >= limit.SoftSeconds;
    }

    private void CountClosing(Exception? reason)
    {
        if (reason is ConnectionLimitException { Limit: var limit })
            Loop.Counters.Closed(limit == ConnectionLimit.Input ? ClosingReason.QueryBuffer : ClosingReason.OutputBuffer);
    }
}
