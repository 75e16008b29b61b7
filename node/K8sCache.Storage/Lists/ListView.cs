using K8sCache.Storage.Values;

namespace K8sCache.Storage.Lists;

/// <summary>A list to read, whichever way it is kept: one run of elements after another.</summary>
internal readonly ref struct ListView
{
    private readonly ReadOnlySpan<byte> _packed;
    private readonly LargeList? _large;

    public ListView(ReadOnlySpan<byte> packed, LargeValue? large)
    {
        _packed = packed;
        _large = large as LargeList;
        Count = _large?.Count ?? PackedList.Count(packed);
    }

    public int Count { get; }

    public int RunCount => _large?.ChunkCount ?? 1;

    public ReadOnlySpan<byte> RunAt(int index) => _large is null ? PackedList.Run(_packed) : _large.ChunkAt(index).Run;

    public int CountAt(int run) => _large is null ? Count : _large.ChunkAt(run).Count;

    /// <summary>Visits the elements from an index on, towards the back or, reversed, the front.</summary>
    public void Visit<TVisitor>(int first, int count, bool reverse, ref TVisitor visitor)
        where TVisitor : IListVisitor, allows ref struct
    {
        visitor.Begin(count);
        if (count == 0)
            return;
        var cursor = new ListCursor(this, first);
        for (var left = count; left > 0; left--)
        {
            visitor.Visit(cursor.Element);
            if (reverse)
                cursor.MovePrevious();
            else
                cursor.MoveNext();
        }
    }

    /// <summary>An index from the front; a negative one is counted from the back. False where there is no such element.</summary>
    public bool TryResolve(long index, out int resolved)
    {
        if (index < 0)
            index += Count;
        resolved = (int)Math.Clamp(index, 0, int.MaxValue);
        return index >= 0 && index < Count;
    }

    /// <summary>The part of the list from one index to another, both counted from the back where negative.</summary>
    public (int First, int Count) Range(long start, long stop)
    {
        start = Math.Max(0, start < 0 ? start + Count : start);
        stop = Math.Min(Count - 1, stop < 0 ? stop + Count : stop);
        return start > stop || start >= Count ? (0, 0) : ((int)start, (int)(stop - start + 1));
    }
}
