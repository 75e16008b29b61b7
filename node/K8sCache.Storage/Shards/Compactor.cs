using K8sCache.Storage.Segments;

namespace K8sCache.Storage.Shards;

/// <summary>
/// Gets memory back from entries that were overwritten or deleted, without changing the order of any queue: a segment's
/// live entries slide to its start, then those of the next younger segment follow behind them, until that one is free.
/// </summary>
internal sealed class Compactor(EntryTable table, EntryCounts counts, SegmentPlaces places)
{
    // A segment is worth sliding when so much of it is dead, and worth filling up while so much is free.
    private const int WorthSlidingDivisor = 16;
    private const int WorthFillingDivisor = 32;

    // So much of all segments may stay dead for good, and is never worth moving the rest for.
    private const int DeadKeptDivisor = 128;

    // A pass frees much while such a part of what it goes through is dead.
    private const int RichDivisor = 4;

    // What expires as a whole this soon is not moved before.
    private const int SoonMs = 2000;

    private readonly SegmentLog _log = table.Log;

    private int _slideRead;
    private int _slideWrite;

    // Where the last pass came to its end: entries up to some place, and nothing behind.
    private int _lastPacked;

    // Dead bytes when no segment was worth a pass: until they change, none is.
    private long _fruitlessDeadBytes;

    /// <summary>Moves some entries; false when no segment is worth it.</summary>
    public bool Compact(int items, out long freedBytes)
    {
        freedBytes = 0;
        if (places.PassTo == Segment.None && !BeginPass())
            return false;
        if (places.PassFrom == places.PassTo)
            Slide(items, out freedBytes);
        else
            Carry(items);
        return true;
    }

    /// <summary>
    /// Moves some entries together behind the clients' backs, where expiry and deletes left gaps; false when nothing is worth it.
    /// </summary>
    /// <param name="freesMuch">Whether it was worth more than it took.</param>
    public bool CompactSome(out bool freesMuch)
    {
        freesMuch = false;
        if (_log.DeadBytes < _log.SegmentBytes || _log.DeadBytes * DeadKeptDivisor < _log.Bytes
            || _log.DeadBytes == _fruitlessDeadBytes)
            return false;
        if (places.PassTo == Segment.None && !BeginPass(table.Context.NowMs + SoonMs))
        {
            _fruitlessDeadBytes = _log.DeadBytes;
            return false;
        }

        ref var segment = ref _log[places.PassFrom];
        freesMuch = segment.DeadBytes * RichDivisor >= segment.End - segment.Start;
        _lastPacked = Segment.None;
        var goesOn = Compact(SegmentPlaces.ItemsPerHold, out _);
        if (_lastPacked != Segment.None)
            _log.ReleaseTail(_lastPacked);
        return goesOn;
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
            BeginSlide(number);
        else
            places.BeginPass(older, number);
    }

    private bool CanCompact(int number) =>
        number != Segment.None && !places.IsHand(number) && _log.IsInUse(number) && !_log[number].IsOpen;

    private void BeginSlide(int number)
    {
        places.BeginPass(number, number);
        _log.Rewind(number);
        _slideRead = 0;
        _slideWrite = 0;
    }

    private void Slide(int items, out long freedBytes)
    {
        freedBytes = 0;
        var number = places.PassTo;
        ref var segment = ref _log[number];
        for (; items > 0 && _slideRead < segment.End; items--)
        {
            counts.Work++;
            var address = _log.AddressOf(number, _slideRead);
            var raw = _log.RawAt(address);
            var length = raw.Length;
            if (raw.IsFiller || raw.IsDead)
            {
                freedBytes += length;
            }
            else
            {
                MoveDown(number, address, length);
                _slideWrite += length;
            }

            _slideRead += length;
        }

        if (_slideRead < segment.End)
        {
            _log.WriteGap(number, _slideWrite, _slideRead);
            return;
        }

        _log.Cut(number, _slideWrite);
        if (segment.LiveBytes == 0)
            places.Retire(number);
        else
            TakeNextSource();
    }

    private void MoveDown(int number, long address, int length)
    {
        if (_slideRead == _slideWrite)
            return;
        var slot = table.Index.Find(table.HashOf(_log.ItemAt(address).Key), address);
        _log.Slide(number, _slideRead, _slideWrite, length);
        slot.Move(_log.AddressOf(number, _slideWrite));
    }

    /// <summary>Goes on with the next younger segment while that will free one.</summary>
    private void TakeNextSource()
    {
        var next = _log[places.PassTo].Newer;
        var room = _log.SegmentBytes - _log[places.PassTo].End;
        if (!CanCompact(next) || room < _log.SegmentBytes / WorthFillingDivisor
            || (_log[next].DeadBytes < _log.SegmentBytes / WorthSlidingDivisor && _log[next].LiveBytes > room))
        {
            _lastPacked = places.PassTo;
            places.EndPass();
            return;
        }

        places.BeginPass(places.PassTo, next);
    }

    private void Carry(int items)
    {
        var (from, to) = (places.PassFrom, places.PassTo);
        ref var source = ref _log[from];
        for (; items > 0 && source.Start < source.End; items--)
        {
            counts.Work++;
            var address = _log.AddressOf(from, source.Start);
            var raw = _log.RawAt(address);
            var length = raw.Length;
            if (raw.IsFiller || raw.IsDead)
            {
                _log.Skip(from, length);
                continue;
            }

            if (_log[to].End + length > _log.SegmentBytes)
            {
                BeginSlide(from);
                return;
            }

            var item = _log.ItemAt(address);
            var slot = table.Index.Find(table.HashOf(item.Key), address);
            var carried = _log.Carry(from, to, length);
            _log.NoteExpiry(carried, item.ExpiresAtMs);
            slot.Move(carried);
        }

        if (source.Start < source.End)
            return;
        places.EndSource();
        _log.Retire(from);
        places.ReleaseSpare();
        TakeNextSource();
    }
}
