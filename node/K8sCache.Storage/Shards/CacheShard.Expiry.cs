namespace K8sCache.Storage.Shards;

/// <summary>
/// Frees expired entries nobody asks for. Each segment knows when its first and its last entry expire; one is walked
/// only when, by these, a part of it worth the walk has expired.
/// </summary>
internal sealed partial class CacheShard<TPolicy>
{
    public const int ItemsPerHold = 256;

    private int _walked;
    private int _walkOffset;
    private long _walkedMaxExpiryMs;

    /// <summary>Times all segments were looked through for one worth walking. For tests.</summary>
    public long WalkSearches { get; private set; }

    /// <summary>Looks at some entries of segments that should hold expired ones; false when there are none such.</summary>
    public bool SweepExpired(out int removed)
    {
        using var held = _gate.EnterScope();
        removed = 0;
        if (_expiringCount + _tombstoneCount == 0)
            return false;
        var nowMs = _context.NowMs;
        if (_walked == Segment.None && !BeginWalk(nowMs))
            return false;
        for (var items = 0; items < ItemsPerHold && _walked != Segment.None; items++)
        {
            if (_walkOffset >= _log[_walked].End)
            {
                _walked = Segment.None;
                break;
            }

            removed += Look(nowMs) ? 1 : 0;
        }

        return true;
    }

    /// <summary>When segments should next hold expired entries, in milliseconds since the Unix epoch; the largest number for never.</summary>
    public long NextSweepMs()
    {
        using var held = _gate.EnterScope();
        if (_expiringCount + _tombstoneCount == 0)
            return long.MaxValue;
        return _walked == Segment.None ? _log.NextWalkMs : 0;
    }

    private bool BeginWalk(long nowMs)
    {
        if (nowMs < _log.NextWalkMs)
            return false;
        WalkSearches++;
        var best = Segment.None;
        double mostBytes = 0;
        var nextMs = long.MaxValue;
        for (var number = 1; number < _log.NumberLimit; number++)
        {
            ref var segment = ref _log[number];
            if (IsHand(number))
                continue;
            if (segment.WorthWalkingFromMs > nowMs)
            {
                nextMs = Math.Min(nextMs, segment.WorthWalkingFromMs);
                continue;
            }

            var span = segment.MaxExpiryMs - segment.MinExpiryMs;
            var passed = Math.Min(nowMs - segment.MinExpiryMs, span);
            var bytes = span == 0 ? segment.LiveBytes : (double)segment.LiveBytes * passed / span;
            if (bytes < mostBytes)
                continue;
            best = number;
            mostBytes = bytes;
        }

        if (best == Segment.None)
        {
            _log.NextWalkMs = nextMs;
            return false;
        }

        if (best == _passFrom || best == _passTo)
            EndPass();
        _walked = best;
        _walkOffset = _log[best].Start;
        _walkedMaxExpiryMs = _log[best].MaxExpiryMs;
        _log[best].MinExpiryMs = 0;
        _log[best].MaxExpiryMs = 0;
        return true;
    }

    /// <summary>Looks at the next entry of the walked segment; true when it went. Those that stay say anew when.</summary>
    private bool Look(long nowMs)
    {
        var address = _log.AddressOf(_walked, _walkOffset);
        var raw = _log.RawAt(address);
        _walkOffset += raw.Length;
        if (raw.IsFiller || raw.IsDead)
            return false;
        var item = _log.ItemAt(address);
        if (!item.IsExpired(nowMs))
        {
            _log.NoteExpiry(address, item.ExpiresAtMs);
            return false;
        }

        var hash = HashOf(item.Key);
        var entry = EntryAt(hash, address);
        if (item.Kind == EntryKind.Tombstone)
            Remove(hash, entry);
        else
            Expire(hash, entry, nowMs);
        return true;
    }

    /// <summary>A walk's place means nothing any more: the segment is to be walked again.</summary>
    private void ForgetWalk(int segment)
    {
        if (_walked != segment || segment == Segment.None)
            return;
        _walked = Segment.None;
        _log[segment].MinExpiryMs = 1;
        _log.NextWalkMs = 0;
        _log[segment].MaxExpiryMs = Math.Max(_walkedMaxExpiryMs, _log[segment].MaxExpiryMs);
    }
}
