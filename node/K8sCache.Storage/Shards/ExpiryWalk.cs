using K8sCache.Storage.Eviction;
using K8sCache.Storage.Segments;

namespace K8sCache.Storage.Shards;

/// <summary>
/// Frees expired entries nobody asks for. Each segment knows when its first and its last entry expire; one is walked
/// only when, by these, a part of it worth the walk has expired.
/// </summary>
internal sealed class ExpiryWalk<TPolicy>(EntryTable table, EntryCounts counts, SegmentPlaces places, EntryWriter<TPolicy> writer)
    where TPolicy : struct, IEvictionPolicy
{
    private readonly SegmentLog _log = table.Log;

    /// <summary>Times all segments were looked through for one worth walking. For tests.</summary>
    public long Searches { get; private set; }

    /// <summary>Looks at some entries of segments that should hold expired ones; false when there are none such.</summary>
    public bool GoOn(out int removed)
    {
        removed = 0;
        if (!counts.AnyExpires)
            return false;
        var nowMs = table.Context.NowMs;
        if (places.Walked == Segment.None && !Begin(nowMs))
            return false;
        for (var items = 0; items < SegmentPlaces.ItemsPerHold && places.Walked != Segment.None; items++)
        {
            if (places.WalkOffset >= _log[places.Walked].End)
            {
                places.EndWalk();
                break;
            }

            removed += Look(nowMs) ? 1 : 0;
        }

        return true;
    }

    /// <summary>When segments should next hold expired entries, in milliseconds since the Unix epoch; the largest number for never.</summary>
    public long NextMs()
    {
        if (!counts.AnyExpires)
            return long.MaxValue;
        return places.Walked == Segment.None ? _log.NextWalkMs : 0;
    }

    private bool Begin(long nowMs)
    {
        if (nowMs < _log.NextWalkMs)
            return false;
        Searches++;
        var best = Segment.None;
        double mostBytes = 0;
        var nextMs = long.MaxValue;
        for (var number = 1; number < _log.NumberLimit; number++)
        {
            ref var segment = ref _log[number];
            if (places.IsHand(number))
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

        places.BeginWalk(best);
        return true;
    }

    /// <summary>Looks at the next entry of the walked segment; true when it went. Those that stay say anew when.</summary>
    private bool Look(long nowMs)
    {
        var address = _log.AddressOf(places.Walked, places.WalkOffset);
        var raw = _log.RawAt(address);
        places.WalkOffset += raw.Length;
        if (raw.IsFiller || raw.IsDead)
            return false;
        var item = _log.ItemAt(address);
        if (!item.IsExpired(nowMs))
        {
            _log.NoteExpiry(address, item.ExpiresAtMs);
            return false;
        }

        var hash = table.HashOf(item.Key);
        var entry = table.EntryAt(hash, address);
        if (item.Kind == EntryKind.Tombstone)
            writer.Remove(hash, entry);
        else
            writer.Expire(hash, entry);
        return true;
    }
}
