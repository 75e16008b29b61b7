using K8sCache.Storage.Values;

namespace K8sCache.Storage.Hashes;

/// <summary>Writes or removes fields.</summary>
internal ref struct HashUpdates<TFields>(TFields fields, bool removes, BytesComparer comparer) : IValueUpdate
    where TFields : IFieldList, allows ref struct
{
    private readonly TFields _fields = fields;
    public int Changed;

    public readonly long ReserveBytes
    {
        get
        {
            if (removes)
                return 0;
            long reserved = 0;
            for (var i = 0; i < _fields.Count; i++)
                reserved += LargeHash.UpperBound(_fields.Field(i).Length, _fields.Value(i).Length);
            return reserved;
        }
    }

    public EngineStatus Update(scoped ref ValueEditor value)
    {
        if (value.Exists && value.Kind != EntryKind.Hash)
            return EngineStatus.WrongType;
        if (removes)
            return Remove(ref value);
        if (!value.Exists)
            value.SetPayload(EntryKind.Hash, 0);
        for (var i = 0; i < _fields.Count; i++)
            Changed += Set(ref value, _fields.Field(i), _fields.Value(i)) ? 1 : 0;
        return EngineStatus.Ok;
    }

    private EngineStatus Remove(scoped ref ValueEditor value)
    {
        if (!value.Exists)
            return EngineStatus.Missing;
        for (var i = 0; i < _fields.Count; i++)
        {
            if (value.Large is LargeHash large)
            {
                Changed += large.Remove(_fields.Field(i)) ? 1 : 0;
            }
            else if (PackedFields.TryFind(value.Payload, _fields.Field(i), out var offset, out var size, out _))
            {
                value.Splice(offset, size, 0);
                Changed++;
            }
        }

        if (value.Large is LargeHash { Count: 0 } || (value.Large is null && value.Payload.IsEmpty))
            value.Delete();
        return EngineStatus.Ok;
    }

    private readonly bool Set(scoped ref ValueEditor value, ReadOnlySpan<byte> field, ReadOnlySpan<byte> item)
    {
        if (value.Large is LargeHash large)
            return large.Set(field, item);
        var packed = value.Payload;
        var pairSize = PackedFields.SizeOf(field.Length) + PackedFields.SizeOf(item.Length);
        var exists = PackedFields.TryFind(packed, field, out var offset, out var oldSize, out _);
        if (Math.Max(field.Length, item.Length) <= PackedFields.MaxCompactItemBytes
            && (exists || PackedFields.Count(packed) < PackedFields.MaxCompactFields))
        {
            var pair = value.Splice(exists ? offset : packed.Length, oldSize, pairSize);
            var written = PackedFields.Write(pair, field);
            PackedFields.Write(pair[written..], item);
            return !exists;
        }

        large = LargeHash.Unpack(packed, comparer);
        var isNew = large.Set(field, item);
        value.SetLarge(EntryKind.Hash, large);
        return isNew;
    }
}
