using K8sCache.Storage.Hashes;

namespace K8sCache.Storage.Sets;

/// <summary>A set while its shard is held; an empty one where there is no entry.</summary>
public readonly ref struct SetView
{
    private readonly ReadOnlySpan<byte> _payload;
    private readonly LargeSet? _large;

    internal SetView(ReadOnlySpan<byte> payload, LargeSet? large)
    {
        _payload = payload;
        _large = large;
    }

    /// <summary>Members.</summary>
    public int Count => _large?.Count ?? new PackedSet(_payload).Count;

    public bool Contains(ReadOnlySpan<byte> member) =>
        _large is not null ? _large.Find(member) >= 0 : new PackedSet(_payload).TryFind(member, out _, out _, out _);

    /// <summary>Visits every member.</summary>
    public void VisitAll<TVisitor>(ref TVisitor visitor)
        where TVisitor : IMemberVisitor, allows ref struct
    {
        visitor.Begin(Count);
        VisitAllWithoutCount(ref visitor);
    }

    /// <summary>
    /// Visits about <paramref name="count"/> members from a cursor on, 0 the first, a small set at once; the cursor to go
    /// on from, 0 = done. A member that is there all the while is visited.
    /// </summary>
    public ulong Scan<TVisitor>(ulong cursor, int count, ref TVisitor visitor)
        where TVisitor : IMemberVisitor, allows ref struct
    {
        if (_large is null)
        {
            VisitAllWithoutCount(ref visitor);
            return 0;
        }

        var walk = new MemberWalk<TVisitor>(_large, visitor);
        var next = _large.Scan(cursor, count, ref walk);
        visitor = walk.Visitor;
        return next;
    }

    /// <summary>
    /// Visits members drawn at random, every one as likely as any other: that many different ones (all when there are not
    /// more), or with <paramref name="mayRepeat"/> exactly that many.
    /// </summary>
    public void VisitRandom<TVisitor>(int count, bool mayRepeat, Random random, ref TVisitor visitor)
        where TVisitor : IMemberVisitor, allows ref struct
    {
        var packed = new PackedSet(_payload);
        Span<int> offsets = stackalloc int[PackedSet.MaxIntegers];
        Span<byte> digits = stackalloc byte[PackedSet.MaxDigits];
        var draw = new RandomDraw(_large?.Count ?? Places(offsets), count, mayRepeat, random);
        visitor.Begin(draw.Count);
        while (draw.TryNext(out var drawn))
        {
            if (_large is not null)
            {
                visitor.Visit(_large.KeyAt(drawn));
                continue;
            }

            var offset = offsets[drawn];
            packed.TryRead(ref offset, digits, out var member);
            visitor.Visit(member);
        }
    }

    /// <summary>Offsets of a packed set's members, at most <see cref="PackedSet.MaxIntegers"/>; how many.</summary>
    private int Places(Span<int> offsets)
    {
        var packed = new PackedSet(_payload);
        Span<byte> digits = stackalloc byte[PackedSet.MaxDigits];
        var count = 0;
        for (var offset = PackedSet.HeaderBytes; ; count++)
        {
            var start = offset;
            if (!packed.TryRead(ref offset, digits, out _))
                return count;
            offsets[count] = start;
        }
    }

    private void VisitAllWithoutCount<TVisitor>(ref TVisitor visitor)
        where TVisitor : IMemberVisitor, allows ref struct
    {
        for (var index = 0; index < (_large?.Count ?? 0); index++)
            visitor.Visit(_large!.KeyAt(index));
        Span<byte> digits = stackalloc byte[PackedSet.MaxDigits];
        var packed = new PackedSet(_payload);
        for (var offset = PackedSet.HeaderBytes; packed.TryRead(ref offset, digits, out var member);)
            visitor.Visit(member);
    }
}
