using K8sCache.Storage.Hashes;

namespace K8sCache.Storage;

public sealed partial class CacheEngine
{
    public EngineStatus HashSet<TFields>(ReadOnlySpan<byte> key, in TFields fields, out int added)
        where TFields : IFieldList, allows ref struct
    {
        var update = new HashUpdates<TFields>(fields, false, _context.FieldComparer);
        var status = Update(key, ref update);
        added = update.Changed;
        return status;
    }

    public EngineStatus HashGet<TFields, TVisitor>(ReadOnlySpan<byte> key, in TFields fields, ref TVisitor visitor)
        where TFields : IFieldList, allows ref struct
        where TVisitor : IFieldLookupVisitor, allows ref struct
    {
        var read = new HashGets<TFields, TVisitor>(fields, visitor);
        var status = Read(key, ref read);
        if (status == EngineStatus.Missing)
            read.Read(default);
        visitor = read.Visitor;
        return status;
    }

    public EngineStatus HashGetAll<TVisitor>(ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IFieldVisitor, allows ref struct
    {
        var read = new HashGetAlls<TVisitor>(visitor);
        var status = Read(key, ref read);
        visitor = read.Visitor;
        return status;
    }

    public EngineStatus HashLength(ReadOnlySpan<byte> key, out int fieldCount)
    {
        var read = new HashLengths();
        var status = Read(key, ref read);
        fieldCount = read.Count;
        return status;
    }

    public EngineStatus HashDelete<TFields>(ReadOnlySpan<byte> key, in TFields fields, out int removed)
        where TFields : IFieldList, allows ref struct
    {
        var update = new HashUpdates<TFields>(fields, true, _context.FieldComparer);
        var status = Update(key, ref update);
        removed = update.Changed;
        return status;
    }
}
