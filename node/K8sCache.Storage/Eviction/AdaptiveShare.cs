namespace K8sCache.Storage.Eviction;

/// <summary>
/// The small queue's share of the entries. It moves towards the queue whose recent evictions are asked for again one and
/// a half times as often; without this S3-FIFO falls up to 11 points below LRU on recency-heavy loads.
/// </summary>
/// <remarks>
/// What the small queue misses says something of its share only while the share binds. Until main is full the small queue
/// holds more than its share, whatever the share is; learning from that time made it grow without any bound.
/// </remarks>
internal struct AdaptiveShare
{
    private const int StartPercent = 10;
    private const int MinPercent = 5;
    private const int MaxPercent = 90;

    // The share binds while the queue is no longer than it by this part of the whole, and by one entry.
    private const int SlackDivisor = 64;

    private int _percent = StartPercent;
    private long _size;
    private long _excess;
    private int _smallRegrets;
    private int _mainRegrets;

    public AdaptiveShare()
    {
    }

    /// <summary>Whether the small queue has its share or more.</summary>
    public bool IsFull(long smallSize, long size)
    {
        _size = size;
        _excess = smallSize - Math.Max(1, size * _percent / 100);
        return _excess >= 0;
    }

    public void Learn(GhostHit hit, long entryCount)
    {
        var binds = _excess <= (_size / SlackDivisor) + (_size / Math.Max(1, entryCount));
        _smallRegrets += hit == GhostHit.FromSmallRecently && binds ? 1 : 0;
        _mainRegrets += hit == GhostHit.FromMainRecently ? 1 : 0;
        // Enough evidence to move by one step, but never so much that a small shard does not learn.
        if (_smallRegrets + _mainRegrets < Math.Clamp(entryCount / 40, 8, 100))
            return;
        if (2 * _smallRegrets > 3 * _mainRegrets)
            _percent = Math.Min(MaxPercent, _percent + 1);
        else if (2 * _mainRegrets > 3 * _smallRegrets)
            _percent = Math.Max(MinPercent, _percent - 1);
        _smallRegrets = 0;
        _mainRegrets = 0;
    }
}
