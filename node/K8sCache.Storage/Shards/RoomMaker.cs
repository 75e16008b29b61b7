using K8sCache.Storage.Eviction;
using K8sCache.Storage.Index;
using K8sCache.Storage.Memory;
using K8sCache.Storage.Segments;

namespace K8sCache.Storage.Shards;

/// <summary>
/// Room for what is about to be written. Near the limit two free segments are kept at hand, and each write pays for
/// what it takes with a bounded piece of sweeping, so none waits for a whole segment to be swept.
/// </summary>
internal sealed class RoomMaker<TPolicy>(
    EntryTable table,
    ShardMemory memory,
    EntryCounts counts,
    SegmentPlaces places,
    EntryWriter<TPolicy> writer,
    Compactor compactor,
    EvictionSweep<TPolicy> sweep)
    where TPolicy : struct, IEvictionPolicy
{
    private const int WantedFree = 2;
    private const int SweepsPerWrite = 32;

    // Then other shards are asked, which may have room at hand.
    private const int SweepsWithoutRoom = 96;
    private const int MinSweptBytes = 64;
    private const int IndexStepsPerShrink = 16;

    // Compacting comes before evicting while more than a sixteenth of the segments is dead.
    private const int LooseDivisor = 16;

    private readonly EngineContext _context = table.Context;
    private readonly SegmentLog _log = table.Log;
    private readonly HashIndex _index = table.Index;

    /// <summary>
    /// A shard with less than its share does not evict: what it freed others would take, and it would dwindle to nothing. Those
    /// that have more give.
    /// </summary>
    private bool IsPoor => memory.Bytes + (2L * _log.SegmentBytes) < _context.FairShareBytes;

    /// <summary>
    /// Gives about a segment's worth of memory back, evicting where that is allowed. Bytes given back; 0 = there is
    /// nothing more to give.
    /// </summary>
    /// <param name="steps">Steps towards it before it is put off.</param>
    public long GiveBack(int steps)
    {
        var before = memory.Bytes;
        _log.ReleaseFree(0);
        if (counts.Entries == 0)
            StartOver();
        else if (memory.Bytes == before)
            Shrink(before - _log.SegmentBytes, steps);
        return before - memory.Bytes;
    }

    /// <summary>Whether so much may be written now, near the limit; sweeps for it.</summary>
    public bool Make(long bytes)
    {
        if (bytes > _log.MaxItemBytes)
            return MakeForBlock(bytes);
        if (!_context.Evicts)
            return MakeWithoutEviction(bytes);
        if (_log.FreeCount >= WantedFree || _log.TryAddFree())
            return true;
        if (IsPoor)
            return HasRoom(bytes);
        // Twice what is taken when there is none, so that one is soon.
        var wanted = (_log.FreeCount == 0 ? bytes * 2 : bytes + (bytes / 4)) + MinSweptBytes;
        for (var i = 0; i < SweepsPerWrite && wanted > 0 && Reclaim(out var freed); i++)
            wanted -= freed;
        for (var i = 0; i < SweepsWithoutRoom && !HasRoom(bytes); i++)
        {
            if (!Reclaim(out _))
                return false;
        }

        return HasRoom(bytes);
    }

    /// <summary>As <see cref="Make"/>, for a write that keeps what the entry holds: that may have to move.</summary>
    public bool MakeToUpdate(uint hash, ReadOnlySpan<byte> key, long bytes)
    {
        var entry = table.Find(hash, key);
        if (bytes == 0)
        {
            // Makes what room it can, and goes on without.
            if (_context.Evicts && !entry.IsNone)
                Make(entry.Item.PayloadLength);
            return true;
        }

        if ((!_context.Evicts || (!entry.IsNone && entry.Item.IsLarge)) && !_context.Memory.Fits(bytes))
            return false;
        var all = entry.IsNone ? bytes : bytes + entry.Item.PayloadLength;
        return _context.Memory.Fits(_context.ComfortBytes + all) || Make(all);
    }

    private bool HasRoom(long bytes) => _log.FreeCount > 0 || _log.HasRoomWhereLastWritten(bytes);

    private void Shrink(long wantedBytes, int steps)
    {
        for (var i = 0; i < IndexStepsPerShrink && (_index.Step() || !_index.IsTight()); i++)
        {
            // Each call moves a few buckets; the rest go with the entries that are removed.
        }

        while (memory.Bytes - _log.FreeBytes > wantedBytes && --steps >= 0 && Reclaim(out _))
        {
            // Each call moves or evicts an entry.
        }

        _log.ReleaseFree(0);
        if (counts.Entries == 0)
            StartOver();
    }

    /// <summary>An empty shard keeps nothing: it may be all that keeps a small limit from being met.</summary>
    private void StartOver()
    {
        writer.Free();
        places.Forget();
    }

    /// <summary>
    /// What gets a block of its own takes a stub of the log and the rest of the budget: that is free as soon as other blocks
    /// are, whole segments need not be.
    /// </summary>
    private bool MakeForBlock(long bytes)
    {
        if (!_context.Evicts)
            return _context.Memory.Fits(bytes) && MakeWithoutEviction(Item.StubLength);
        for (var i = 0; i < SweepsPerWrite; i++)
        {
            if (_context.Memory.Fits(bytes) && (HasRoom(Item.StubLength) || _log.TryAddFree()))
                return true;
            if (IsPoor)
                return false;
            if (!Reclaim(out _))
                return false;
        }

        return false;
    }

    private bool MakeWithoutEviction(long bytes)
    {
        if (_log.FreeCount > 0 || _log.HasOpenRoom(LogQueue.Small, 0, bytes) || _log.TryAddFree())
            return true;
        while (_log.DeadBytes >= _log.SegmentBytes && compactor.Compact(SweepsPerWrite, out _))
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
        if (isLoose && compactor.Compact(1, out freedBytes))
            return true;
        return _context.Evicts && sweep.Step(out freedBytes);
    }
}
