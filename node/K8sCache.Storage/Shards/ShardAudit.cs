using K8sCache.Storage.Index;
using K8sCache.Storage.Segments;

namespace K8sCache.Storage.Shards;

/// <summary>Recounts a shard the slow way, for tests and diagnosis.</summary>
internal readonly ref struct ShardAudit(EntryTable table, EntryCounts counts, SegmentPlaces places)
{
    /// <summary>
    /// Walks log and index and recounts everything; null when they agree with each other and with the running counts, else
    /// what differs.
    /// </summary>
    /// <param name="chargedBytes">What the shard says it has of the budget.</param>
    /// <param name="otherBytes">What of it is neither index nor log nor large values.</param>
    public string? Check(long chargedBytes, long otherBytes)
    {
        var tally = new Tally();
        for (var number = 1; number < table.Log.NumberLimit; number++)
        {
            if (table.Log.IsInUse(number) && Walk(number, ref tally) is { } problem)
                return problem;
        }

        var slots = 0;
        Span<ulong> group = stackalloc ulong[HashIndex.MaxGroup];
        for (ulong from = 0; from < EntryTable.HashEnd;)
        {
            var count = table.Index.Collect((uint)from, group, out var next);
            for (var i = 0; i < count; i++)
                slots += table.EntryOf(group[i], from, next, out _).IsNone ? 0 : 1;
            from = next;
        }

        var counted = (slots, tally.Live, tally.Expiring, tally.Tombstones, tally.Dead, tally.Small, tally.Main, tally.Large);
        var kept = (table.Index.Count, counts.Live, counts.Expiring, counts.Tombstones, table.Log.DeadBytes,
            table.Log.Weight(LogQueue.Small), table.Log.Weight(LogQueue.Main), table.Larges.Bytes);
        if (counted != kept || slots != counts.Entries)
            return $"recounted {counted}, kept {kept}";
        if (table.Log.RecountedBytes() != table.Log.Bytes)
            return $"segments are charged {table.Log.RecountedBytes()} bytes, the log says {table.Log.Bytes}";
        var bytes = table.Index.Bytes + table.Log.Bytes + table.Larges.Bytes + tally.Blocks + otherBytes;
        return bytes == chargedBytes ? null : $"parts add up to {bytes} bytes, the shard says {chargedBytes}";
    }

    private string? Walk(int number, ref Tally tally)
    {
        ref var segment = ref table.Log[number];
        var live = 0;
        for (var offset = segment.Start; offset < segment.End;)
        {
            var address = table.Log.AddressOf(number, offset);
            var raw = table.Log.RawAt(address);
            offset += raw.Length;
            if (raw.IsFiller || raw.IsDead)
                continue;
            var entry = table.EntryAt(table.HashOf(table.Log.ItemAt(address).Key), address);
            if (entry.Slot.IsNone)
                return $"the entry at {address} is not in the index";
            if (entry.Item.Kind != raw.Kind)
                return $"the stub at {address} is of another kind than its block";
            live += raw.Length;
            tally.Add(entry.Item, raw, segment.Queue, table.Larges);
            if (entry.Item.ExpiresAtMs is not 0 and var expiry && number != places.Walked
                && (segment.MinExpiryMs == 0 || expiry < segment.MinExpiryMs || expiry > segment.MaxExpiryMs))
                return $"the entry at {address} expires outside of what its segment says";
        }

        if (!places.IsHand(number) && segment.WorthWalkingFromMs < table.Log.NextWalkMs)
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
