using K8sCache.Storage.Values;

namespace K8sCache.Storage.Sets;

/// <summary>Removes members drawn at random and tells which (SPOP), every one as likely as any other.</summary>
internal ref struct SetPop<TVisitor>(int count, Random random, TVisitor visitor) : IValueUpdate
    where TVisitor : IMemberVisitor, allows ref struct
{
    public TVisitor Visitor = visitor;

    public static bool RecordsSteps => true;

    public readonly long ReserveBytes => 0;

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (SetEdit.IsOther(ref value))
            return EngineStatus.WrongType;
        if (!value.Exists)
            return EngineStatus.Missing;
        if (count == 0)
        {
            Visitor.Begin(0);
            return EngineStatus.Unchanged;
        }

        var view = new SetView(value.Payload, value.Large as LargeSet);
        if (count >= view.Count)
        {
            view.VisitAll(ref Visitor);
            value.Delete();
            return EngineStatus.Ok;
        }

        Visitor.Begin(count);
        for (var left = count; left > 0; left--)
            PopOne(ref value);
        return EngineStatus.Ok;
    }

    private void PopOne(scoped ref ValueEditor value)
    {
        if (value.Large is LargeSet large)
        {
            var index = random.Next(large.Count);
            Visitor.Visit(large.KeyAt(index));
            value.Recorder?.MemberRemoved(large.KeyAt(index));
            large.Remove(index);
            return;
        }

        var packed = new PackedSet(value.Payload);
        Span<byte> digits = stackalloc byte[PackedSet.MaxDigits];
        var offset = PackedSet.HeaderBytes;
        var skip = random.Next(packed.Count);
        if (packed.IsIntegers)
            (offset, skip) = (offset + (skip * packed.Width), 0);
        for (; skip > 0; skip--)
            packed.TryRead(ref offset, digits, out _);
        var start = offset;
        packed.TryRead(ref offset, digits, out var member);
        Visitor.Visit(member);
        value.Recorder?.MemberRemoved(member);
        value.Splice(start, offset - start, 0);
    }
}
