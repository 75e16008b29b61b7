using K8sCache.Storage.Values;

namespace K8sCache.Storage.SortedSets;

/// <summary>Visits elements drawn at random: different ones, or for a negative count ones that may come twice.</summary>
internal ref struct ReadRandom<TVisitor>(long count, Random random, TVisitor visitor) : IValueReader
    where TVisitor : ISortedSetVisitor, allows ref struct
{
    private readonly long _count = count;
    private readonly Random _random = random;
    private TVisitor _visitor = visitor;

    public readonly TVisitor Visitor => _visitor;

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.SortedSet)
            return EngineStatus.WrongType;
        var view = new SortedSetView(value.Payload, value.Large);
        if (_count >= view.Count)
        {
            view.Visit(0, view.Count, reverse: false, ref _visitor);
            return EngineStatus.Ok;
        }

        if (_count < 0)
        {
            var count = (int)Math.Min(int.MaxValue, -_count);
            _visitor.Begin(count);
            for (var i = 0; i < count; i++)
                Visit(view, _random.Next(view.Count));
            return EngineStatus.Ok;
        }

        _visitor.Begin((int)_count);
        foreach (var rank in Draw(view.Count, (int)_count))
            Visit(view, rank);
        return EngineStatus.Ok;
    }

    private void Visit(in SortedSetView view, int rank)
    {
        var score = view.At(rank, out var member);
        _visitor.Visit(member, score);
    }

    /// <summary>Robert Floyd's: each subset is as likely as any other, in one draw for each of its elements.</summary>
    private readonly HashSet<int> Draw(int size, int count)
    {
        var drawn = new HashSet<int>(count);
        for (var last = size - count; last < size; last++)
        {
            if (!drawn.Add(_random.Next(last + 1)))
                drawn.Add(last);
        }

        return drawn;
    }
}
