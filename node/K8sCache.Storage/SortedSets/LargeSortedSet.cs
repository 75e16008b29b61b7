using K8sCache.Storage.Values;

namespace K8sCache.Storage.SortedSets;

/// <summary>
/// A sorted set past the compact limits: its elements in order in a <see cref="RankTree"/>, and by member in a
/// <see cref="MemberIndex"/>; both hold the same records. Members, ranks and ends are found in O(log n).
/// </summary>
internal sealed class LargeSortedSet(ulong seed) : LargeValue
{
    /// <summary>Upper bound of what an element adds besides its record: its share of leaves, inner nodes and index tables.</summary>
    private const int ElementBytes = 96;

    // This object, tree and index; each has a few fields.
    private const int FixedBytes = 64 + 48 + 56;

    /// <summary>Upper bound of what one change adds whatever it is: expanding a packed set, splitting nodes and a table.</summary>
    public const long ChangeBytes = 40 * 1024;

    private readonly RankTree _tree = new();
    private readonly MemberIndex _index = new(seed);
    private long _recordBytes;
    private long _packedBytes;

    public override int Count => _tree.Count;

    public override long HeapBytes => FixedBytes + _tree.HeapBytes + _index.HeapBytes + _recordBytes;

    /// <summary>Upper bound of what an element adds.</summary>
    public static long UpperBound(int memberLength) => ScoredMember.HeapBytes(memberLength) + ElementBytes;

    public static LargeSortedSet Expand(ReadOnlySpan<byte> packed, ulong seed)
    {
        var large = new LargeSortedSet(seed);
        var offset = 0;
        while (PackedSortedSet.TryRead(packed, ref offset, out var score, out var member))
            large.Set(member, score);
        return large;
    }

    public bool TryGetScore(ReadOnlySpan<byte> member, out double score)
    {
        var record = _index.Find(member);
        score = record is null ? 0 : ScoredMember.ScoreOf(record);
        return record is not null;
    }

    /// <summary>Gives a member a score; true when the member is new.</summary>
    public bool Set(ReadOnlySpan<byte> member, double score)
    {
        var record = _index.Find(member);
        if (record is not null)
        {
            Move(record, score);
            return false;
        }

        record = ScoredMember.Create(score, member);
        _tree.Insert(score, record);
        _index.Add(record);
        _recordBytes += ScoredMember.HeapBytes(member.Length);
        _packedBytes += PackedSortedSet.SizeOf(score, member.Length);
        return true;
    }

    public bool Remove(ReadOnlySpan<byte> member)
    {
        if (_index.Find(member) is not { } record)
            return false;
        RemoveRange(_tree.CountBelow(new BelowElement(ScoredMember.ScoreOf(record), member)), 1);
        return true;
    }

    public void RemoveRange(int rank, int count)
    {
        var elements = new RankCursor(_tree, rank);
        for (var left = count; left > 0; left--)
        {
            var record = elements.Record;
            Forget(record);
            if (left > 1)
                elements.MoveNext();
        }

        _tree.RemoveRange(rank, count);
    }

    /// <summary>Elements before the place the test describes.</summary>
    public int CountBelow<TBelow>(TBelow below)
        where TBelow : IBelow, allows ref struct => _tree.CountBelow(below);

    /// <summary>At the element of a rank, less than <see cref="Count"/>.</summary>
    public RankCursor Seek(int rank) => new(_tree, rank);

    /// <inheritdoc cref="MemberIndex.Scan"/>
    public ulong Scan<TVisitor>(ulong cursor, int count, ref TVisitor visitor)
        where TVisitor : ISortedSetVisitor, allows ref struct => _index.Scan(cursor, count, ref visitor);

    public override byte[] Pack()
    {
        var packed = new byte[_packedBytes];
        var offset = 0;
        var elements = Count > 0 ? new RankCursor(_tree, 0) : default;
        for (var left = Count; left > 0; left--)
        {
            offset += PackedSortedSet.Write(packed.AsSpan(offset), elements.Score, elements.Member);
            if (left > 1)
                elements.MoveNext();
        }

        return packed;
    }

    private void Move(byte[] record, double score)
    {
        var old = ScoredMember.ScoreOf(record);
        if (old == score)
            return;
        var member = ScoredMember.MemberOf(record);
        _tree.RemoveRange(_tree.CountBelow(new BelowElement(old, member)), 1);
        _packedBytes += PackedScore.SizeOf(score) - PackedScore.SizeOf(old);
        ScoredMember.SetScore(record, score);
        _tree.Insert(score, record);
    }

    private void Forget(byte[] record)
    {
        _index.Remove(record);
        var length = ScoredMember.MemberOf(record).Length;
        _recordBytes -= ScoredMember.HeapBytes(length);
        _packedBytes -= PackedSortedSet.SizeOf(ScoredMember.ScoreOf(record), length);
    }
}
