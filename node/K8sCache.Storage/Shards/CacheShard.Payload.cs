using K8sCache.Storage.Values;

namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy>
{
    // An array up to an eighth too long is written over in place: most overwrites then allocate nothing.
    private const int ReuseSlackShift = 3;
    private const int MinReuseSlackBytes = 16;

    private static bool Fits(int have, int wanted) =>
        have >= wanted && have - wanted <= Math.Max(MinReuseSlackBytes, wanted >> ReuseSlackShift);

    /// <summary>Makes the record's payload <paramref name="length"/> bytes long, its content undefined.</summary>
    private Span<byte> Overwrite(ref Entry entry, ReadOnlySpan<byte> key, int length)
    {
        var needed = key.Length + length;
        if (entry.Data is not byte[] bytes || !Fits(bytes.Length, needed))
        {
            bytes = GC.AllocateUninitializedArray<byte>(needed);
            key.CopyTo(bytes);
            ReplaceData(ref entry, bytes);
        }

        entry.PayloadLength = length;
        return bytes.AsSpan(entry.KeyLength, length);
    }

    /// <summary>Replaces a range of the payload by undefined bytes to be filled in; what is around it stays.</summary>
    private Span<byte> Splice(ref Entry entry, int offset, int removeLength, int insertLength, int spareBytes)
    {
        var old = (byte[])entry.Data!;
        var oldEnd = entry.KeyLength + entry.PayloadLength;
        var start = entry.KeyLength + offset;
        var tail = old.AsSpan((start + removeLength)..oldEnd);
        var newEnd = oldEnd - removeLength + insertLength;
        if (Fits(old.Length, newEnd))
        {
            tail.CopyTo(old.AsSpan(start + insertLength));
            entry.PayloadLength = newEnd - entry.KeyLength;
            return old.AsSpan(start, insertLength);
        }

        var grown = GC.AllocateUninitializedArray<byte>(newEnd + spareBytes);
        old.AsSpan(0, start).CopyTo(grown);
        tail.CopyTo(grown.AsSpan(start + insertLength));
        ReplaceData(ref entry, grown);
        entry.PayloadLength = newEnd - entry.KeyLength;
        return grown.AsSpan(start, insertLength);
    }

    /// <summary>Deletes: leaves a tombstone of this version, or nothing where none are kept.</summary>
    private void Bury(int index, EntryVersion version, long nowMs)
    {
        if (!_context.KeepTombstones)
        {
            Remove(index);
            return;
        }

        ref var entry = ref _entries.At(index);
        if (entry.PayloadLength != 0 || entry.Data is LargeValue)
            ReplaceData(ref entry, KeyOf(entry).ToArray());
        entry.PayloadLength = 0;
        Stamp(ref entry, version);
        Describe(ref entry, EntryKind.Tombstone, nowMs + _context.TombstoneLifetimeMs);
    }

    /// <summary>Removes an expired entry. Its tombstone has its own version: expiry is no write.</summary>
    private void Expire(int index, long nowMs)
    {
        ref var entry = ref _entries.At(index);
        _expiredTotal++;
        _context.Removals?.Invoke(KeyOf(entry), RemovalReason.Expired);
        Bury(index, new EntryVersion(entry.VersionClock, entry.VersionNode), nowMs);
    }
}
