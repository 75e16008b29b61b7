namespace K8sCache.Storage.Shards;

/// <summary>Gets memory back that expiry and deletes left, behind the clients' backs: gaps in segments, then buckets nothing is in.</summary>
internal sealed partial class CacheShard<TPolicy>
{
    // So much of all segments may stay dead for good, and is never worth moving the rest for.
    private const int DeadKeptDivisor = 128;

    // A pass frees much while such a part of what it goes through is dead.
    private const int RichDivisor = 4;

    // What expires as a whole this soon is not moved before.
    private const int SoonMs = 2000;

    private const int IndexStepsPerHold = 16;

    // Dead bytes when no segment was worth a pass: until they change, none is.
    private long _fruitlessDeadBytes;

    /// <summary>Moves some entries together; false when nothing is worth it.</summary>
    /// <param name="freesMuch">Whether it was worth more than it took.</param>
    public bool CompactSome(out bool freesMuch)
    {
        using var held = _gate.EnterScope();
        freesMuch = false;
        if (_log.DeadBytes < _log.SegmentBytes || _log.DeadBytes * DeadKeptDivisor < _log.Bytes
            || _log.DeadBytes == _fruitlessDeadBytes)
            return false;
        if (_passTo == Segment.None && !BeginPass(_context.NowMs + SoonMs))
        {
            _fruitlessDeadBytes = _log.DeadBytes;
            return false;
        }

        ref var segment = ref _log[_passFrom];
        freesMuch = segment.DeadBytes * RichDivisor >= segment.End - segment.Start;
        _lastPacked = Segment.None;
        var goesOn = Compact(ItemsPerHold);
        if (_lastPacked != Segment.None)
            _log.ReleaseTail(_lastPacked);
        return goesOn;
    }

    /// <summary>Moves some buckets of an index that holds much less than it did; false when it is small enough.</summary>
    public bool ShrinkIndex()
    {
        using var held = _gate.EnterScope();
        return _index.Tighten(IndexStepsPerHold);
    }
}
