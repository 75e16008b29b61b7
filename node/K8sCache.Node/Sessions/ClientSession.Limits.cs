using K8sCache.Node.Configuration;
using K8sCache.Serving.Clients;

namespace K8sCache.Node.Sessions;

/// <summary>What a client may not do for long, or at all.</summary>
internal sealed partial class ClientSession
{
    private long _aboveSoftLimitSince;

    protected override (int Count, long Bytes) QueuedNow =>
        Transaction is { } transaction ? (transaction.Queue.Count, transaction.QueuedBytes) : (-1, 0);

    protected override bool IsWatchTouched => _watch is { IsTouched: true };

    public override void Leave() => CloseWhenAnswered();

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

    protected override void Count(ClosingReason reason) => Loop.Counters.Closed(reason);
}
