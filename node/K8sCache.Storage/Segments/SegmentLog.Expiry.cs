namespace K8sCache.Storage.Segments;

/// <summary>When entries of segments expire.</summary>
internal sealed partial class SegmentLog
{
    /// <summary>
    /// No segment is worth walking for what expired before: who looked through all of them says so, and an earlier expiry
    /// takes it back.
    /// </summary>
    public long NextWalkMs
    {
        get;
        set
        {
            if (value < field)
                _sweeps.Raise();
            field = value;
        }
    }

    public void NoteExpiry(long address, long expiresAtMs)
    {
        if (expiresAtMs == 0)
            return;
        _sweeps.Raise();
        ref var segment = ref _store.Segments[SegmentOf(address)];
        if (segment.MinExpiryMs == 0 || expiresAtMs < segment.MinExpiryMs)
        {
            segment.MinExpiryMs = expiresAtMs;
            NextWalkMs = Math.Min(NextWalkMs, expiresAtMs);
        }

        segment.MaxExpiryMs = Math.Max(segment.MaxExpiryMs, expiresAtMs);
    }
}
