namespace K8sCache.Storage.Shards;

/// <summary>
/// Gets memory back from entries that were overwritten or deleted, without changing the order of any queue: a segment's
/// live entries slide to its start, then those of the next younger segment follow behind them, until that one is free.
/// </summary>
internal sealed partial class CacheShard<TPolicy>
{
    // A segment is worth sliding when so much of it is dead, and worth filling up while so much is free.
    private const int WorthSlidingDivisor = 16;
    private const int WorthFillingDivisor = 32;

    private int _passTo;
    private int _passFrom;
    private int _slideRead;
    private int _slideWrite;

    // Where the last pass came to its end: entries up to some place, and nothing behind.
    private int _lastPacked;

    private bool Compact(int items) => Compact(items, out _);

    /// <summary>Moves some entries; false when no segment is worth it.</summary>
    private bool Compact(int items, out long freedBytes)
    {
        freedBytes = 0;
        if (_passTo == Segment.None && !BeginPass())
            return false;
        if (_passFrom == _passTo)
            Slide(items, out freedBytes);
        else
            Carry(items);
        return true;
    }

    /// <param name="soonMs">Segments of which all that may expire does so before are left alone: they are free then.</param>
    private bool BeginPass(long soonMs = 0)
    {
        var best = Segment.None;
        var mostDead = (_log.SegmentBytes / WorthSlidingDivisor) - 1;
        for (var number = 1; number < _log.NumberLimit; number++)
        {
            ref var segment = ref _log[number];
            if (segment.DeadBytes <= mostDead || !CanCompact(number) || (segment.MinExpiryMs != 0 && segment.MaxExpiryMs < soonMs))
                continue;
            best = number;
            mostDead = segment.DeadBytes;
        }

        if (best != Segment.None)
            BeginAt(best);
        return best != Segment.None;
    }

    /// <summary>Fills the next older segment up first, where an earlier pass left room there.</summary>
    private void BeginAt(int number)
    {
        var older = _log[number].Older;
        if (!CanCompact(older) || _log.SegmentBytes - _log[older].End < _log.SegmentBytes / WorthFillingDivisor)
        {
            BeginSlide(number);
            return;
        }

        ForgetWalk(number);
        ForgetWalk(older);
        _passTo = older;
        _passFrom = number;
    }

    private bool CanCompact(int number) =>
        number != Segment.None && !IsHand(number) && _log.IsInUse(number) && !_log[number].IsOpen;

    private void BeginSlide(int number)
    {
        ForgetWalk(number);
        _log.Rewind(number);
        _passTo = number;
        _passFrom = number;
        _slideRead = 0;
        _slideWrite = 0;
    }

    private void EndPass()
    {
        _passTo = Segment.None;
        _passFrom = Segment.None;
    }

    private void Slide(int items, out long freedBytes)
    {
        freedBytes = 0;
        ref var segment = ref _log[_passTo];
        for (; items > 0 && _slideRead < segment.End; items--)
        {
            _work++;
            var address = _log.AddressOf(_passTo, _slideRead);
            var raw = _log.RawAt(address);
            var length = raw.Length;
            if (raw.IsFiller || raw.IsDead)
            {
                freedBytes += length;
            }
            else
            {
                MoveDown(address, length);
                _slideWrite += length;
            }

            _slideRead += length;
        }

        if (_slideRead < segment.End)
        {
            _log.WriteGap(_passTo, _slideWrite, _slideRead);
            return;
        }

        _log.Cut(_passTo, _slideWrite);
        if (segment.LiveBytes == 0)
            Retire(_passTo);
        else
            TakeNextSource();
    }

    private void MoveDown(long address, int length)
    {
        if (_slideRead == _slideWrite)
            return;
        var slot = _index.Find(HashOf(_log.ItemAt(address).Key), address);
        _log.Slide(_passTo, _slideRead, _slideWrite, length);
        slot.Move(_log.AddressOf(_passTo, _slideWrite));
    }

    /// <summary>Goes on with the next younger segment while that will free one.</summary>
    private void TakeNextSource()
    {
        var next = _log[_passTo].Newer;
        var room = _log.SegmentBytes - _log[_passTo].End;
        if (!CanCompact(next) || room < _log.SegmentBytes / WorthFillingDivisor
            || (_log[next].DeadBytes < _log.SegmentBytes / WorthSlidingDivisor && _log[next].LiveBytes > room))
        {
            _lastPacked = _passTo;
            EndPass();
            return;
        }

        ForgetWalk(next);
        ForgetWalk(_passTo);
        _passFrom = next;
    }

    private void Carry(int items)
    {
        ref var source = ref _log[_passFrom];
        for (; items > 0 && source.Start < source.End; items--)
        {
            _work++;
            var address = _log.AddressOf(_passFrom, source.Start);
            var raw = _log.RawAt(address);
            var length = raw.Length;
            if (raw.IsFiller || raw.IsDead)
            {
                _log.Skip(_passFrom, length);
                continue;
            }

            if (_log[_passTo].End + length > _log.SegmentBytes)
            {
                BeginSlide(_passFrom);
                return;
            }

            var item = _log.ItemAt(address);
            var slot = _index.Find(HashOf(item.Key), address);
            var carried = _log.Carry(_passFrom, _passTo, length);
            _log.NoteExpiry(carried, item.ExpiresAtMs);
            slot.Move(carried);
        }

        if (source.Start < source.End)
            return;
        var emptied = _passFrom;
        _passFrom = _passTo;
        _log.Retire(emptied);
        ReleaseSpareSegments();
        TakeNextSource();
    }
}
