using K8sCache.Storage.Values;

namespace K8sCache.Storage.Hashes;

/// <summary>Visits all fields.</summary>
internal ref struct HashGetAlls<TVisitor>(TVisitor visitor) : IValueReader
    where TVisitor : IFieldVisitor, allows ref struct
{
    public TVisitor Visitor = visitor;

    public EngineStatus Read(scoped in ValueView value)
    {
        if (value.Kind != EntryKind.Hash)
            return EngineStatus.WrongType;
        if (value.Large is LargeHash large)
        {
            Visitor.Begin(large.Count);
            foreach (var (field, item) in large)
                Visitor.Visit(field, item);
            return EngineStatus.Ok;
        }

        Visitor.Begin(PackedFields.Count(value.Payload));
        var offset = 0;
        while (PackedFields.TryReadPair(value.Payload, ref offset, out var field, out var item))
            Visitor.Visit(field, item);
        return EngineStatus.Ok;
    }
}
