using K8sCache.Storage.Hashes;

namespace K8sCache.Storage;

public sealed partial class CacheEngine
{
    /// <summary>Writes fields; <paramref name="added"/> = how many of them are new.</summary>
    public EngineStatus HashSet<TFields>(ReadOnlySpan<byte> key, in TFields fields, out int added)
        where TFields : IFieldList, allows ref struct
    {
        var reserved = Needs(key, 0);
        for (var i = 0; i < fields.Count; i++)
            reserved += LargeHash.UpperBound(fields.Field(i).Length, fields.Value(i).Length);
        added = 0;
        if (!TryReserve(reserved))
            return EngineStatus.OutOfMemory;
        var status = ShardOf(key, out var hash).HashSet(hash, key, fields, out added, reserved);
        Trim();
        return status;
    }

    /// <summary>Looks fields up in order; of a missing hash every field is missing. Nothing is visited on a wrong type.</summary>
    public EngineStatus HashGet<TFields, TVisitor>(ReadOnlySpan<byte> key, in TFields fields, ref TVisitor visitor)
        where TFields : IFieldList, allows ref struct
        where TVisitor : IFieldLookupVisitor, allows ref struct =>
        ShardOf(key, out var hash).HashGet(hash, key, fields, ref visitor);

    public EngineStatus HashGetAll<TVisitor>(ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IFieldVisitor, allows ref struct =>
        ShardOf(key, out var hash).HashGetAll(hash, key, ref visitor);

    public EngineStatus HashLength(ReadOnlySpan<byte> key, out int fieldCount) =>
        ShardOf(key, out var hash).HashLength(hash, key, out fieldCount);

    /// <summary>Removes fields; a hash without fields is gone.</summary>
    public EngineStatus HashDelete<TFields>(ReadOnlySpan<byte> key, in TFields fields, out int removed)
        where TFields : IFieldList, allows ref struct =>
        ShardOf(key, out var hash).HashDelete(hash, key, fields, out removed);
}
