using K8sCache.Storage.Eviction;
using K8sCache.Storage.Index;
using K8sCache.Storage.Memory;
using K8sCache.Storage.Segments;

namespace K8sCache.Storage.Shards;

/// <summary>Eviction: the oldest segment of either queue is swept, entry by entry, until it is free.</summary>
internal sealed class EvictionSweep<TPolicy>(
    EntryTable table, ShardMemory memory, EntryCounts counts, SegmentPlaces places, EntryWriter<TPolicy> writer)
    where TPolicy : struct, IEvictionPolicy
{
    // More than one a step, so that the window fills.
    private const int LookedAheadAtOnce = 2;

    private readonly EngineContext _context = table.Context;
    private readonly SegmentLog _log = table.Log;
    private readonly HashIndex _index = table.Index;

    /// <summary>Looks at one entry of the segment being swept; false when there is nothing to sweep.</summary>
    public bool Step(out long freedBytes)
    {
        freedBytes = 0;
        counts.Work++;
        var queue = writer.Policy.QueueToSweep(_log.Weight(LogQueue.Small), _log.Weight(LogQueue.Main));
        var hand = places.HandOf(queue);
        if (hand == Segment.None)
            hand = places.HandOf(queue == LogQueue.Small ? LogQueue.Main : LogQueue.Small);
        if (hand == Segment.None)
            return false;
        ref var segment = ref _log[hand];
        if (segment.Start == segment.End)
        {
            places.Retire(hand);
            return true;
        }

        var address = _log.AddressOf(hand, segment.Start);
        var raw = _log.RawAt(address);
        var length = raw.Length;
        var isKnown = places.WindowOf(segment.Queue).TryTake(address, out var victim);
        freedBytes = length;
        if (!raw.IsFiller && !raw.IsDead)
        {
            // Its block or object, which may be a thousand times what it takes in the log, is free at once.
            var before = memory.Bytes;
            freedBytes = Judge(isKnown ? victim : VictimAt(address), segment.Queue, segment.Class) ? length + Math.Max(0, before - memory.Bytes) : 0;
        }

        _log.Skip(hand, length);
        LookAhead(hand, segment.Queue);
        return true;
    }

    /// <summary>Has the processor fetch what the next step of this sweep will look at.</summary>
    private void LookAhead(int hand, LogQueue queue)
    {
        var window = places.WindowOf(queue);
        if (window.Count == 0)
            window.StartAt(_log[hand].Start);
        for (var i = 0; i < LookedAheadAtOnce && window.Count < VictimWindow.Capacity && window.End < _log[hand].End; i++)
        {
            var address = _log.AddressOf(hand, window.End);
            var item = _log.PrefetchingItemAt(address);
            var victim = new Victim(address, IsEntry: false, 0, EntryCounts.NoSlot);
            if (item is { IsFiller: false, IsDead: false, IsStub: false })
            {
                var hash = table.HashOf(item.Key);
                _index.Prefetch(hash);
                writer.Policy.Prefetch(hash);
                victim = new Victim(address, IsEntry: true, hash, counts.PrefetchedSlotOf(item.Key));
            }

            window.Add(victim, item.Length);
        }
    }

    /// <summary>Whether the entry leaves. One that stays moves to the end of main.</summary>
    private bool Judge(in Victim victim, LogQueue queue, int expiryClass)
    {
        var (address, hash) = (victim.Address, victim.Hash);
        var item = _log.ItemAt(address);
        var slot = _index.Find(hash, address);
        var entry = new Entry(slot, address, item);
        var isOver = item.HasExpiry && item.IsExpired(_context.NowMs);
        if (!isOver && writer.Policy.Keeps(queue, slot.Uses, out var usesLeft)
            && (_log.FreeCount > 0 || _log.HasOpenRoom(LogQueue.Main, expiryClass, _log.RawAt(address).Length) || _log.TryAddFree()))
        {
            var moved = _log.Move(address, LogQueue.Main, expiryClass);
            _log.NoteExpiry(moved, item.ExpiresAtMs);
            slot.Move(moved, usesLeft);
            return false;
        }

        var hasValue = item.Kind != EntryKind.Tombstone;
        if (hasValue)
            CountGone(item, isOver);
        if (!isOver)
            writer.Policy.Evicted(hash, queue, counts.Entries);
        writer.Remove(hash, entry, hasValue ? victim.Slot : EntryCounts.NoSlot);
        return true;
    }

    private Victim VictimAt(long address)
    {
        var key = _log.ItemAt(address).Key;
        return new Victim(address, IsEntry: true, table.HashOf(key), _context.SlotOf(key));
    }

    private void CountGone(Item item, bool isExpired)
    {
        if (isExpired)
            counts.Expired();
        else
            counts.Evicted(item.Length + (item.IsLarge ? table.Larges.BytesOf(item) : 0));
        _context.Removals?.Invoke(item.Key, isExpired ? RemovalReason.Expired : RemovalReason.Evicted);
    }
}
