using K8sCache.Storage.Values;

namespace K8sCache.Storage.SortedSets;

/// <summary>Visits some of the elements, to be called again with the cursor it leaves.</summary>
internal ref struct ScanMembers<TVisitor>(ulong cursor, int count, TVisitor visitor) : IValueReader
    where TVisitor : ISortedSetVisitor, allows ref struct
{
    private readonly int _count = count;
    private TVisitor _visitor = visitor;

    public ulong Cursor { get; private set; } = cursor;

    /// <summary>Whether the set is in its compact form, and was visited whole.</summary>
    public bool IsCompact { get; private set; }

    public readonly TVisitor Visitor => _visitor;

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.SortedSet)
            return EngineStatus.WrongType;
        IsCompact = value.Large is null;
        Cursor = new SortedSetView(value.Payload, value.Large).Scan(Cursor, _count, ref _visitor);
        return EngineStatus.Ok;
    }
}
