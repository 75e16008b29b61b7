namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy>
{
    /// <summary>
    /// Walks log and index and recounts everything; null when they agree with each other and with the running counts, else
    /// what differs.
    /// </summary>
    public string? CheckAccounting()
    {
        using var held = _gate.EnterScope();
        var tally = new Tally();
        for (var number = 1; number < _log.NumberLimit; number++)
        {
            if (_log.IsInUse(number) && Walk(number, ref tally) is { } problem)
                return problem;
        }

        var slots = 0;
        Span<ulong> group = stackalloc ulong[HashIndex.MaxGroup];
        for (ulong from = 0; from < HashEnd;)
        {
            var count = _index.Collect((uint)from, group, out var next);
            for (var i = 0; i < count; i++)
                slots += EntryOf(group[i], from, next, out _).IsNone ? 0 : 1;
            from = next;
        }

        var counted = (slots, tally.Live, tally.Expiring, tally.Tombstones, tally.Dead, tally.Small, tally.Main, tally.Large);
        var kept = (_index.Count, _liveCount, _expiringCount, _tombstoneCount, _log.DeadBytes,
            _log.Weight(LogQueue.Small), _log.Weight(LogQueue.Main), _larges.Bytes);
        if (counted != kept || slots != EntryCount)
            return $"recounted {counted}, kept {kept}";
        if (_log.RecountedBytes() != _log.Bytes)
            return $"segments are charged {_log.RecountedBytes()} bytes, the log says {_log.Bytes}";
        var bytes = _index.Bytes + _log.Bytes + _larges.Bytes + _steps.Bytes + _policy.Bytes + tally.Blocks;
        return bytes == _memory.Bytes ? null : $"parts add up to {bytes} bytes, the shard says {_memory.Bytes}";
    }

    private string? Walk(int number, ref Tally tally)
    {
        ref var segment = ref _log[number];
        var live = 0;
        for (var offset = segment.Start; offset < segment.End;)
        {
            var address = _log.AddressOf(number, offset);
            var raw = _log.RawAt(address);
            offset += raw.Length;
            if (raw.IsFiller || raw.IsDead)
                continue;
            var entry = EntryAt(HashOf(_log.ItemAt(address).Key), address);
            if (entry.Slot.IsNone)
                return $"the entry at {address} is not in the index";
            if (entry.Item.Kind != raw.Kind)
                return $"the stub at {address} is of another kind than its block";
            live += raw.Length;
            tally.Add(entry.Item, raw, segment.Queue, _larges);
            if (entry.Item.ExpiresAtMs is not 0 and var expiry && number != _walked
                && (segment.MinExpiryMs == 0 || expiry < segment.MinExpiryMs || expiry > segment.MaxExpiryMs))
                return $"the entry at {address} expires outside of what its segment says";
        }

        if (!IsHand(number) && segment.WorthWalkingFromMs < _log.NextWalkMs)
            return $"segment {number} is worth walking before the sweeper would look for one";
        tally.Dead += segment.DeadBytes;
        return live == segment.LiveBytes ? null : $"segment {number} holds {live} live bytes, it says {segment.LiveBytes}";
    }

    private record struct Tally
    {
        public int Live;
        public int Expiring;
        public int Tombstones;
        public long Dead;
        public long Small;
        public long Main;
        public long Large;
        public long Blocks;

        public void Add(Item item, Item raw, LogQueue queue, LargeValues larges)
        {
            var isTombstone = item.Kind == EntryKind.Tombstone;
            Tombstones += isTombstone ? 1 : 0;
            Live += isTombstone ? 0 : 1;
            Expiring += !isTombstone && item.ExpiresAtMs != 0 ? 1 : 0;
            Large += item.IsLarge ? larges.BytesOf(item) : 0;
            var weight = raw.Length + (raw.IsStub ? raw.BlockBytes : 0);
            Small += queue == LogQueue.Small ? weight : 0;
            Main += queue == LogQueue.Main ? weight : 0;
            Blocks += raw.IsStub ? Memory.EntryBlocks.AllocatedBytes(raw.BlockBytes) : 0;
        }
    }
}
