using K8sCache.Storage.Values;

namespace K8sCache.Storage.Lists;

/// <summary>Visits the elements from one index to another.</summary>
internal ref struct ReadElements<TVisitor>(long start, long stop, TVisitor visitor) : IValueReader
    where TVisitor : IListVisitor, allows ref struct
{
    private readonly long _start = start;
    private readonly long _stop = stop;
    private TVisitor _visitor = visitor;

    public readonly TVisitor Visitor => _visitor;

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.List)
            return EngineStatus.WrongType;
        var view = new ListView(value.Payload, value.Large);
        var (first, count) = view.Range(_start, _stop);
        view.Visit(first, count, reverse: false, ref _visitor);
        return EngineStatus.Ok;
    }
}
