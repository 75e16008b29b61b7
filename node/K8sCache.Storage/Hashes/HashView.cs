namespace K8sCache.Storage.Hashes;

/// <summary>A hash while its shard is held, without the fields that have expired; an empty one where there is no entry.</summary>
public readonly ref struct HashView
{
    private readonly ReadOnlySpan<byte> _payload;
    private readonly LargeHash? _large;
    private readonly long _nowMs;

    internal HashView(ReadOnlySpan<byte> payload, LargeHash? large, long nowMs)
    {
        _payload = payload;
        _large = large;
        _nowMs = nowMs;
    }

    /// <summary>Fields.</summary>
    public int Count => _large?.CountLive(_nowMs) ?? (_payload.IsEmpty ? 0 : new PackedHash(_payload).CountLive(_nowMs));

    public bool TryGet(ReadOnlySpan<byte> field, out ReadOnlySpan<byte> value) => TryGet(field, out value, out _);

    /// <summary>A field's value and when it expires, milliseconds since the Unix epoch, 0 = never.</summary>
    public bool TryGet(ReadOnlySpan<byte> field, out ReadOnlySpan<byte> value, out long expiresAtMs)
    {
        if (_large is null)
        {
            var isThere = new PackedHash(_payload).TryFind(field, out var found, out _) && found.IsLive(_nowMs);
            value = isThere ? found.Value : default;
            expiresAtMs = isThere ? found.ExpiresAtMs : 0;
            return isThere;
        }

        var index = _large.Find(field);
        if (index < 0 || !_large.IsLive(index, _nowMs))
        {
            value = default;
            expiresAtMs = 0;
            return false;
        }

        value = _large.TailAt(index);
        expiresAtMs = _large.ExpiryAt(index);
        return true;
    }

    /// <summary>Visits every field.</summary>
    public void VisitAll<TVisitor>(ref TVisitor visitor)
        where TVisitor : IFieldVisitor, allows ref struct
    {
        visitor.Begin(Count);
        if (_large is null)
        {
            VisitPacked(ref visitor);
            return;
        }

        for (var index = 0; index < _large.Count; index++)
        {
            if (_large.IsLive(index, _nowMs))
                visitor.Visit(_large.KeyAt(index), _large.TailAt(index));
        }
    }

    /// <summary>
    /// Visits about <paramref name="count"/> fields from a cursor on, 0 the first, a small hash at once; the cursor to go
    /// on from, 0 = done. A field that is there all the while is visited. <see cref="IFieldVisitor.Begin"/> is not called.
    /// </summary>
    public ulong Scan<TVisitor>(ulong cursor, int count, ref TVisitor visitor)
        where TVisitor : IFieldVisitor, allows ref struct
    {
        if (_large is null)
        {
            VisitPacked(ref visitor);
            return 0;
        }

        var walk = new LiveFieldWalk<TVisitor>(_large, _nowMs, visitor);
        var next = _large.Scan(cursor, count, ref walk);
        visitor = walk.Visitor;
        return next;
    }

    /// <summary>
    /// Visits fields drawn at random, every one as likely as any other: that many different ones (all when there are not
    /// more), or with <paramref name="mayRepeat"/> exactly that many.
    /// </summary>
    public void VisitRandom<TVisitor>(int count, bool mayRepeat, Random random, ref TVisitor visitor)
        where TVisitor : IFieldVisitor, allows ref struct
    {
        // Where fields stand: offsets in a packed hash; indexes in a large one, none when they all count.
        Span<int> offsets = stackalloc int[PackedHash.MaxCompactFields];
        var places = _large is null ? offsets[..PackedPlaces(offsets)] : LivePlaces(_large);
        var total = _large is not null && places.IsEmpty ? _large.CountLive(_nowMs) : places.Length;
        var draw = new RandomDraw(total, count, mayRepeat, random);
        visitor.Begin(draw.Count);
        while (draw.TryNext(out var drawn))
        {
            var place = places.IsEmpty ? drawn : places[drawn];
            if (_large is null)
            {
                new PackedHash(_payload).TryRead(ref place, out var field);
                visitor.Visit(field.Name, field.Value);
            }
            else
            {
                visitor.Visit(_large.KeyAt(place), _large.TailAt(place));
            }
        }
    }

    private int PackedPlaces(Span<int> offsets)
    {
        var packed = new PackedHash(_payload);
        var count = 0;
        for (var offset = packed.HeaderBytes; packed.TryRead(ref offset, out var field);)
        {
            if (field.IsLive(_nowMs))
                offsets[count++] = field.Offset;
        }

        return count;
    }

    private int[] LivePlaces(LargeHash large)
    {
        var live = large.CountLive(_nowMs);
        if (live == large.Count)
            return [];
        var places = new int[live];
        for (int index = 0, count = 0; index < large.Count; index++)
        {
            if (large.IsLive(index, _nowMs))
                places[count++] = index;
        }

        return places;
    }

    private void VisitPacked<TVisitor>(ref TVisitor visitor)
        where TVisitor : IFieldVisitor, allows ref struct
    {
        var packed = new PackedHash(_payload);
        for (var offset = packed.HeaderBytes; packed.TryRead(ref offset, out var field);)
        {
            if (field.IsLive(_nowMs))
                visitor.Visit(field.Name, field.Value);
        }
    }
}
