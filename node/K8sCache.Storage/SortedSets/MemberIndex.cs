using K8sCache.Storage.Memory;

namespace K8sCache.Storage.SortedSets;

/// <summary>
/// From a member to its record: extendible hashing (Fagin et al., 1979). A directory by the upper bits of the hash leads to
/// small tables that split one at a time, so growing never stops to move everything, and memory rises smoothly.
/// </summary>
internal sealed class MemberIndex(ulong seed)
{
    private const int FirstCapacity = 16;
    private const int FullCapacity = 512;

    // Two neighbours that fill together less than this are one again.
    private const int MergeCount = FullCapacity / 4;

    // Reached by no set that fits in memory; from there on tables grow instead.
    private const int MaxDepth = 24;

    private const int HashBits = 32;

    private IndexSegment[] _directory = [new(FirstCapacity, depth: 0)];
    private int _depth;
    private long _segmentBytes = new IndexSegment(FirstCapacity, depth: 0).HeapBytes;

    public int Count { get; private set; }

    public long HeapBytes => _segmentBytes + HeapSize.Array<long>(_directory.Length);

    public byte[]? Find(ReadOnlySpan<byte> member)
    {
        var hash = Hash(member);
        return _directory[Place(hash)].Find(hash, member);
    }

    /// <summary>Adds a record whose member is not here yet.</summary>
    public void Add(byte[] record)
    {
        var hash = Hash(ScoredMember.MemberOf(record));
        while (_directory[Place(hash)] is { IsFull: true } full)
            MakeRoom(full, hash);
        _directory[Place(hash)].Add(hash, record);
        Count++;
    }

    /// <summary>Removes a record that is here.</summary>
    public void Remove(byte[] record)
    {
        var hash = Hash(ScoredMember.MemberOf(record));
        var segment = _directory[Place(hash)];
        segment.Remove(hash, record);
        Count--;
        if (segment.Depth == 0 || segment.Count >= MergeCount)
            return;
        var buddy = _directory[Place(hash ^ Bit(segment.Depth - 1))];
        if (buddy.Depth == segment.Depth && buddy.Count + segment.Count < MergeCount)
            Merge(segment, buddy, hash);
    }

    /// <summary>
    /// Visits about that many records, in an order that only the hash makes: whatever is there from the first call to the
    /// last is visited, however much comes and goes between.
    /// </summary>
    /// <returns>The cursor of the next call; 0 after the last.</returns>
    public ulong Scan<TVisitor>(ulong cursor, int count, ref TVisitor visitor)
        where TVisitor : ISortedSetVisitor, allows ref struct
    {
        const ulong End = 1UL << HashBits;
        for (long left = count; left > 0 && cursor < End;)
        {
            var segment = _directory[Place((uint)cursor)];
            var width = End >> segment.Depth;
            var end = (cursor & ~(width - 1)) + width;
            if (segment.Count > left)
                end = Math.Min(end, cursor + Math.Max(1, width / (ulong)segment.Count * (ulong)left));
            segment.Visit((uint)cursor, (uint)(end - 1), ref visitor);
            left -= Math.Max(1, (long)((UInt128)(end - cursor) * (ulong)segment.Count / width));
            cursor = end;
        }

        return cursor < End ? cursor : 0;
    }

    private uint Hash(ReadOnlySpan<byte> member) => Math.Max(1, (uint)(KeyHash.Compute(member, seed) >> HashBits));

    private int Place(uint hash) => (int)((ulong)hash >> (HashBits - _depth));

    private static uint Bit(int depth) => 1u << (HashBits - 1 - depth);

    private void MakeRoom(IndexSegment full, uint hash)
    {
        if (full.Capacity < FullCapacity || full.Depth == MaxDepth)
        {
            var grown = new IndexSegment(full.Capacity * 2, full.Depth);
            full.Distribute(0, grown, grown);
            Replace(full, hash, grown, grown);
            _segmentBytes += grown.HeapBytes - full.HeapBytes;
            return;
        }

        if (full.Depth == _depth)
        {
            var doubled = new IndexSegment[_directory.Length * 2];
            for (var i = 0; i < doubled.Length; i++)
                doubled[i] = _directory[i >> 1];
            _directory = doubled;
            _depth++;
        }

        var without = new IndexSegment(FullCapacity, full.Depth + 1);
        var with = new IndexSegment(FullCapacity, full.Depth + 1);
        full.Distribute(Bit(full.Depth), without, with);
        Replace(full, hash, without, with);
        _segmentBytes += without.HeapBytes + with.HeapBytes - full.HeapBytes;
    }

    private void Merge(IndexSegment segment, IndexSegment buddy, uint hash)
    {
        var merged = new IndexSegment(FullCapacity, segment.Depth - 1);
        segment.Distribute(0, merged, merged);
        buddy.Distribute(0, merged, merged);
        Replace(merged, hash, merged, merged);
        _segmentBytes += merged.HeapBytes - segment.HeapBytes - buddy.HeapBytes;
    }

    /// <summary>Sets the places of a hash prefix as long as a segment's: first half, second half.</summary>
    private void Replace(IndexSegment old, uint hash, IndexSegment first, IndexSegment second)
    {
        var length = 1 << (_depth - old.Depth);
        var places = _directory.AsSpan(Place(hash) & ~(length - 1), length);
        places[..((length + 1) / 2)].Fill(first);
        places[((length + 1) / 2)..].Fill(second);
    }
}
