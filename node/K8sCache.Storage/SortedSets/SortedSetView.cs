using System.Runtime.CompilerServices;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.SortedSets;

/// <summary>A sorted set to read, whichever way it is kept: elements are known by their rank, from the lowest on.</summary>
internal readonly ref struct SortedSetView
{
    private readonly ReadOnlySpan<byte> _packed;
    private readonly Offsets _offsets;
    private readonly LargeSortedSet? _large;

    public SortedSetView(ReadOnlySpan<byte> packed, LargeValue? large)
    {
        _packed = packed;
        _large = large as LargeSortedSet;
        if (_large is not null)
        {
            Count = _large.Count;
            return;
        }

        var offset = 0;
        while (PackedSortedSet.TryRead(packed, ref offset, out _, out _))
            _offsets[++Count] = offset;
    }

    public int Count { get; }

    /// <summary>Where a packed element begins; for <see cref="Count"/> the end.</summary>
    public int OffsetOf(int rank) => _offsets[rank];

    public bool TryGetScore(ReadOnlySpan<byte> member, out double score) =>
        _large is not null ? _large.TryGetScore(member, out score) : TryFind(member, out _, out score);

    /// <summary>The rank of a member of a packed set.</summary>
    public bool TryFind(ReadOnlySpan<byte> member, out int rank, out double score)
    {
        var offset = 0;
        for (rank = 0; PackedSortedSet.TryRead(_packed, ref offset, out score, out var candidate); rank++)
        {
            if (candidate.SequenceEqual(member))
                return true;
        }

        return false;
    }

    public int CountBelow<TBelow>(TBelow below)
        where TBelow : IBelow, allows ref struct
    {
        if (_large is not null)
            return _large.CountBelow(below);
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var score = At(middle, out var member);
            if (below.Test(score, member))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The element of a rank less than <see cref="Count"/>: its score and its member.</summary>
    public double At(int rank, out ReadOnlySpan<byte> member)
    {
        if (_large is not null)
        {
            var cursor = _large.Seek(rank);
            member = cursor.Member;
            return cursor.Score;
        }

        var offset = _offsets[rank];
        PackedSortedSet.TryRead(_packed, ref offset, out var score, out member);
        return score;
    }

    /// <summary>Visits the elements of a range of ranks, from the lowest or, reversed, from the highest on.</summary>
    public void Visit<TVisitor>(int first, int count, bool reverse, ref TVisitor visitor)
        where TVisitor : ISortedSetVisitor, allows ref struct
    {
        visitor.Begin(count);
        if (count == 0)
            return;
        if (_large is null)
        {
            for (var i = 0; i < count; i++)
            {
                var score = At(reverse ? first + count - 1 - i : first + i, out var member);
                visitor.Visit(member, score);
            }

            return;
        }

        var cursor = _large.Seek(reverse ? first + count - 1 : first);
        for (var left = count; ; left--)
        {
            visitor.Visit(cursor.Member, cursor.Score);
            if (left == 1)
                return;
            if (reverse)
                cursor.MovePrevious();
            else
                cursor.MoveNext();
        }
    }

    /// <inheritdoc cref="MemberIndex.Scan"/>
    public ulong Scan<TVisitor>(ulong cursor, int count, ref TVisitor visitor)
        where TVisitor : ISortedSetVisitor, allows ref struct
    {
        if (_large is not null)
            return _large.Scan(cursor, count, ref visitor);
        var offset = 0;
        while (PackedSortedSet.TryRead(_packed, ref offset, out var score, out var member))
            visitor.Visit(member, score);
        return 0;
    }

    /// <summary>Where the elements of a compact set begin, and its end.</summary>
    [InlineArray(PackedSortedSet.MaxCompactMembers + 1)]
    private struct Offsets
    {
        private int _first;
    }
}
