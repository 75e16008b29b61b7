namespace K8sCache.Storage.Shards;

/// <summary>
/// Room for what is about to be written. Near the limit two free segments are kept at hand, and each write pays for
/// what it takes with a bounded piece of sweeping, so none waits for a whole segment to be swept.
/// </summary>
internal sealed partial class CacheShard<TPolicy>
{
    /// <summary>Answered by writes that this shard alone cannot make room for: the engine does, and asks again.</summary>
    public const EngineStatus NeedsRoom = (EngineStatus)(-1);

    private const int WantedFree = 2;

    // Near the limit, more free segments than this are given back.
    private const int KeptFree = 3;
    private const int SweepsPerWrite = 32;

    // Then other shards are asked, which may have room at hand.
    private const int SweepsWithoutRoom = 96;
    private const int MinSweptBytes = 64;
    private const int IndexStepsPerShrink = 16;

    // Ghosts get their memory from when this part of the limit is left, and not all of it with the first eviction.
    private const int GhostsFromDivisor = 4;

    /// <summary>Gives segments back that are free already; bytes given back.</summary>
    public long GiveSpareBack()
    {
        using var held = _gate.EnterScope();
        return _log.ReleaseFree(0);
    }

    /// <summary>
    /// Gives about a segment's worth of memory back, evicting where that is allowed. Bytes given back; 0 = there is
    /// nothing more to give.
    /// </summary>
    /// <param name="steps">Steps towards it before it is put off.</param>
    public long GiveBack(int steps = int.MaxValue)
    {
        using var held = _gate.EnterScope();
        var before = _memory.Bytes;
        _log.ReleaseFree(0);
        if (EntryCount == 0)
            StartOver();
        else if (_memory.Bytes == before)
            Shrink(before - _log.SegmentBytes, steps);
        return before - _memory.Bytes;
    }

    private void Shrink(long wantedBytes, int steps)
    {
        for (var i = 0; i < IndexStepsPerShrink && (_index.Step() || !_index.IsTight()); i++)
        {
            // Each call moves a few buckets; the rest go with the entries that are removed.
        }

        while (_memory.Bytes - _log.FreeBytes > wantedBytes && --steps >= 0 && Reclaim(out _))
        {
            // Each call moves or evicts an entry.
        }

        _log.ReleaseFree(0);
        if (EntryCount == 0)
            StartOver();
    }

    /// <summary>An empty shard keeps nothing: it may be all that keeps a small limit from being met.</summary>
    private void StartOver()
    {
        _index.Clear();
        _log.Clear();
        _policy.Clear();
        ForgetPlaces();
    }

    /// <summary>As <see cref="HasRoom"/>, for a write that keeps what the entry holds: that may have to move.</summary>
    private bool HasRoomToUpdate(uint hash, ReadOnlySpan<byte> key, long bytes)
    {
        if (_context.Memory.Fits(_context.ComfortBytes + bytes))
            return true;
        var entry = Find(hash, key);
        if (bytes == 0)
        {
            // Makes what room it can, and goes on without.
            if (_context.Evicts && !entry.IsNone)
                MakeRoom(entry.Item.PayloadLength);
            return true;
        }

        if ((!_context.Evicts || (!entry.IsNone && entry.Item.IsLarge)) && !_context.Memory.Fits(bytes))
            return false;
        return HasRoom(entry.IsNone ? bytes : bytes + entry.Item.PayloadLength);
    }

    private void PrepareGhosts()
    {
        if (_context.Evicts && !_context.Memory.Fits(_context.Memory.LimitBytes / GhostsFromDivisor))
            _policy.Prepare(EntryCount);
    }

    /// <summary>Whether so much may be written now; near the limit it sweeps for it.</summary>
    private bool HasRoom(long bytes) =>
        _context.Memory.Fits(_context.ComfortBytes + bytes) || MakeRoom(bytes);

    /// <summary>
    /// A shard with less than its share does not evict: what it freed others would take, and it would dwindle to nothing. Those
    /// that have more give.
    /// </summary>
    private bool IsPoor => _memory.Bytes + (2L * _log.SegmentBytes) < _context.FairShareBytes;

    private bool MakeRoom(long bytes)
    {
        if (bytes > _log.MaxItemBytes)
            return MakeRoomForBlock(bytes);
        if (!_context.Evicts)
            return HasRoomWithoutEviction(bytes);
        if (_log.FreeCount >= WantedFree || _log.TryAddFree())
            return true;
        if (IsPoor)
            return _log.FreeCount > 0 || _log.HasRoomWhereLastWritten(bytes);
        // Twice what is taken when there is none, so that one is soon.
        var wanted = (_log.FreeCount == 0 ? bytes * 2 : bytes + (bytes / 4)) + MinSweptBytes;
        for (var i = 0; i < SweepsPerWrite && wanted > 0 && Reclaim(out var freed); i++)
            wanted -= freed;
        for (var i = 0; i < SweepsWithoutRoom && _log.FreeCount == 0 && !_log.HasRoomWhereLastWritten(bytes); i++)
        {
            if (!Reclaim(out _))
                return false;
        }

        return _log.FreeCount > 0 || _log.HasRoomWhereLastWritten(bytes);
    }

    /// <summary>
    /// What gets a block of its own takes a stub of the log and the rest of the budget: that is free as soon as other blocks
    /// are, whole segments need not be.
    /// </summary>
    private bool MakeRoomForBlock(long bytes)
    {
        if (!_context.Evicts)
            return _context.Memory.Fits(bytes) && HasRoomWithoutEviction(Item.StubLength);
        for (var i = 0; i < SweepsPerWrite; i++)
        {
            if (_context.Memory.Fits(bytes)
                && (_log.FreeCount > 0 || _log.HasRoomWhereLastWritten(Item.StubLength) || _log.TryAddFree()))
                return true;
            if (IsPoor)
                return false;
            if (!Reclaim(out _))
                return false;
        }

        return false;
    }

    private bool HasRoomWithoutEviction(long bytes)
    {
        if (_log.FreeCount > 0 || _log.HasOpenRoom(LogQueue.Small, 0, bytes) || _log.TryAddFree())
            return true;
        while (_log.DeadBytes >= _log.SegmentBytes && Compact(SweepsPerWrite))
        {
            if (_log.FreeCount > 0)
                return true;
        }

        return false;
    }

    /// <summary>One step towards a free segment; false when there is nothing to take.</summary>
    private bool Reclaim(out long freedBytes)
    {
        freedBytes = 0;
        var isLoose = _log.DeadBytes * LooseDivisor > _log.Bytes
            && _log.DeadBytes > _log.SegmentBytes;
        if (isLoose && Compact(1, out freedBytes))
            return true;
        return _context.Evicts && Sweep(out freedBytes);
    }

    // Compacting comes before evicting while more than a sixteenth of the segments is dead.
    private const int LooseDivisor = 16;
}
