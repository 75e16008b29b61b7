namespace K8sCache.Storage.Shards;

/// <summary>Eviction: the oldest segment of either queue is swept, entry by entry, until it is free.</summary>
internal sealed partial class CacheShard<TPolicy>
{
    // The segments being swept, by queue.
    private readonly int[] _hands = new int[2];

    // What comes next in each.
    private readonly VictimWindow[] _windows = [new(), new()];

    // More than one a step, so that the window fills.
    private const int LookedAheadAtOnce = 2;

    /// <summary>Looks at one entry of the segment being swept; false when there is nothing to sweep.</summary>
    private bool Sweep(out long freedBytes)
    {
        freedBytes = 0;
        _work++;
        var queue = _policy.QueueToSweep(_log.Weight(LogQueue.Small), _log.Weight(LogQueue.Main));
        var hand = HandOf(queue);
        if (hand == Segment.None)
            hand = HandOf(queue == LogQueue.Small ? LogQueue.Main : LogQueue.Small);
        if (hand == Segment.None)
            return false;
        ref var segment = ref _log[hand];
        if (segment.Start == segment.End)
        {
            Retire(hand);
            return true;
        }

        var address = _log.AddressOf(hand, segment.Start);
        var raw = _log.RawAt(address);
        var length = raw.Length;
        var isKnown = _windows[(int)segment.Queue].TryTake(address, out var victim);
        freedBytes = length;
        if (!raw.IsFiller && !raw.IsDead)
        {
            // Its block or object, which may be a thousand times what it takes in the log, is free at once.
            var before = _memory.Bytes;
            freedBytes = Judge(isKnown ? victim : VictimAt(address), segment.Queue, segment.Class) ? length + Math.Max(0, before - _memory.Bytes) : 0;
        }

        _log.Skip(hand, length);
        LookAhead(hand, segment.Queue);
        return true;
    }

    /// <summary>Has the processor fetch what the next step of this sweep will look at.</summary>
    private void LookAhead(int hand, LogQueue queue)
    {
        var window = _windows[(int)queue];
        if (window.Count == 0)
            window.StartAt(_log[hand].Start);
        for (var i = 0; i < LookedAheadAtOnce && window.Count < VictimWindow.Capacity && window.End < _log[hand].End; i++)
        {
            var address = _log.AddressOf(hand, window.End);
            var item = _log.PrefetchingItemAt(address);
            var victim = new Victim(address, IsEntry: false, 0, NoSlot);
            if (item is { IsFiller: false, IsDead: false, IsStub: false })
            {
                var hash = HashOf(item.Key);
                Prefetch(hash);
                victim = new Victim(address, IsEntry: true, hash, PrefetchedSlotOf(item.Key));
            }

            window.Add(victim, item.Length);
        }
    }

    private bool IsHand(int segment) => segment == _hands[0] || segment == _hands[1];

    private int HandOf(LogQueue queue)
    {
        ref var hand = ref _hands[(int)queue];
        if (hand != Segment.None)
            return hand;
        hand = _log.OldestOf(queue);
        if (hand == Segment.None)
            return hand;
        if (hand == _passFrom || hand == _passTo)
            EndPass();
        ForgetWalk(hand);
        _log.Close(hand);
        return hand;
    }

    /// <summary>Whether the entry leaves. One that stays moves to the end of main.</summary>
    private bool Judge(in Victim victim, LogQueue queue, int expiryClass)
    {
        var (address, hash) = (victim.Address, victim.Hash);
        var item = _log.ItemAt(address);
        var slot = _index.Find(hash, address);
        var entry = new Entry(slot, address, item);
        var isOver = item.HasExpiry && item.IsExpired(_context.NowMs);
        if (!isOver && _policy.Keeps(queue, slot.Uses, out var usesLeft)
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
            _policy.Evicted(hash, queue, EntryCount);
        Remove(hash, entry, hasValue ? victim.Slot : NoSlot);
        return true;
    }

    private Victim VictimAt(long address)
    {
        var key = _log.ItemAt(address).Key;
        return new Victim(address, IsEntry: true, HashOf(key), _context.SlotOf(key));
    }

    private void ForgetWindows()
    {
        foreach (var window in _windows)
            window.Clear();
    }

    private void CountGone(Item item, bool isExpired)
    {
        if (isExpired)
        {
            _expiredTotal++;
        }
        else
        {
            _evictedTotal++;
            _evictedBytesTotal += item.Length + (item.IsLarge ? _larges.BytesOf(item) : 0);
        }

        _context.Removals?.Invoke(item.Key, isExpired ? RemovalReason.Expired : RemovalReason.Evicted);
    }
}
