using System.Runtime.CompilerServices;
using K8sCache.Storage.Hashes;

namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy>
{
    public EngineStatus HashSet<TFields>(
        uint hash, ReadOnlySpan<byte> key, in TFields fields, out int added, long reservedBytes)
        where TFields : IFieldList, allows ref struct
    {
        using var held = Hold(reservedBytes);
        added = 0;
        var nowMs = _context.NowMs;
        var index = FindLive(hash, key, nowMs);
        long expiresAtMs = 0;
        if (index != None)
        {
            ref var entry = ref _entries.At(index);
            if (entry.Kind != EntryKind.Hash)
                return EngineStatus.WrongType;
            expiresAtMs = entry.ExpiresAtMs;
        }
        else
        {
            index = FindOrInsert(hash, key);
            Overwrite(ref _entries.At(index), key, 0);
        }

        ref var target = ref _entries.At(index);
        for (var i = 0; i < fields.Count; i++)
            added += SetField(ref target, fields.Field(i), fields.Value(i)) ? 1 : 0;
        Finish(index, EntryKind.Hash, expiresAtMs, nowMs);
        return EngineStatus.Ok;
    }

    public EngineStatus HashGet<TFields, TVisitor>(
        uint hash, ReadOnlySpan<byte> key, in TFields fields, ref TVisitor visitor)
        where TFields : IFieldList, allows ref struct
        where TVisitor : IFieldLookupVisitor, allows ref struct
    {
        using var held = Hold(0);
        var status = FindHash(hash, key, out var index);
        if (status == EngineStatus.WrongType)
            return status;
        for (var i = 0; i < fields.Count; i++)
        {
            if (index != None && TryGetField(_entries.At(index), fields.Field(i), out var value))
                visitor.Found(value);
            else
                visitor.Missing();
        }

        return status;
    }

    public EngineStatus HashGetAll<TVisitor>(uint hash, ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IFieldVisitor, allows ref struct
    {
        using var held = Hold(0);
        var status = FindHash(hash, key, out var index);
        if (status != EngineStatus.Ok)
            return status;
        ref var entry = ref _entries.At(index);
        visitor.Begin(FieldCount(entry));
        if (entry.Data is LargeHash large)
        {
            foreach (var (field, value) in large)
                visitor.Visit(field, value);
            return EngineStatus.Ok;
        }

        var packed = PayloadOf(entry);
        var offset = 0;
        while (PackedFields.TryReadPair(packed, ref offset, out var field, out var value))
            visitor.Visit(field, value);
        return EngineStatus.Ok;
    }

    public EngineStatus HashLength(uint hash, ReadOnlySpan<byte> key, out int fieldCount)
    {
        using var held = Hold(0);
        var status = FindHash(hash, key, out var index);
        fieldCount = index == None ? 0 : FieldCount(_entries.At(index));
        return status;
    }

    public EngineStatus HashDelete<TFields>(uint hash, ReadOnlySpan<byte> key, in TFields fields, out int removed)
        where TFields : IFieldList, allows ref struct
    {
        using var held = Hold(0);
        removed = 0;
        var status = FindHash(hash, key, out var index);
        if (status != EngineStatus.Ok)
            return status;
        ref var entry = ref _entries.At(index);
        for (var i = 0; i < fields.Count; i++)
            removed += RemoveField(ref entry, fields.Field(i)) ? 1 : 0;
        if (removed == 0)
            return EngineStatus.Ok;
        var nowMs = _context.NowMs;
        if (FieldCount(entry) == 0)
            Bury(index, NextVersion(nowMs), nowMs);
        else
            Finish(index, EntryKind.Hash, entry.ExpiresAtMs, nowMs);
        return EngineStatus.Ok;
    }

    private static int FieldCount(scoped in Entry entry) =>
        entry.Data is LargeHash large ? large.Count : PackedFields.Count(PayloadOf(entry));

    private static bool TryGetField(scoped in Entry entry, ReadOnlySpan<byte> field, out ReadOnlySpan<byte> value)
    {
        if (entry.Data is not LargeHash large)
            return PackedFields.TryFind(PayloadOf(entry), field, out _, out _, out value);
        var found = large.TryGet(field, out var bytes);
        value = bytes;
        return found;
    }

    private EngineStatus FindHash(uint hash, ReadOnlySpan<byte> key, out int index)
    {
        index = FindUsed(hash, key, _context.NowMs);
        if (index == None)
            return EngineStatus.Missing;
        if (_entries.At(index).Kind == EntryKind.Hash)
            return EngineStatus.Ok;
        index = None;
        return EngineStatus.WrongType;
    }

    /// <summary>True when the field is new.</summary>
    private bool SetField(ref Entry entry, ReadOnlySpan<byte> field, ReadOnlySpan<byte> value)
    {
        if (entry.Data is not LargeHash)
        {
            var packed = PayloadOf(entry);
            var pairSize = PackedFields.SizeOf(field.Length) + PackedFields.SizeOf(value.Length);
            var exists = PackedFields.TryFind(packed, field, out var offset, out var oldSize, out _);
            var itemsFit = Math.Max(field.Length, value.Length) <= PackedFields.MaxCompactItemBytes;
            if (itemsFit && (exists || PackedFields.Count(packed) < PackedFields.MaxCompactFields))
            {
                var pair = Splice(ref entry, exists ? offset : packed.Length, oldSize, pairSize, spareBytes: 0);
                var written = PackedFields.Write(pair, field);
                PackedFields.Write(pair[written..], value);
                return !exists;
            }

            var expanded = LargeHash.Unpack(PayloadOf(entry), _context.FieldComparer);
            expanded.Key = KeyOf(entry).ToArray();
            expanded.ChargedBytes = expanded.HeapBytes;
            ReplaceData(ref entry, expanded);
            entry.PayloadLength = 0;
        }

        var large = Unsafe.As<LargeHash>(entry.Data!);
        var isNew = large.Set(field, value);
        Recharge(entry);
        return isNew;
    }

    private bool RemoveField(ref Entry entry, ReadOnlySpan<byte> field)
    {
        if (entry.Data is LargeHash large)
        {
            var removed = large.Remove(field);
            Recharge(entry);
            return removed;
        }

        if (!PackedFields.TryFind(PayloadOf(entry), field, out var offset, out var size, out _))
            return false;
        Splice(ref entry, offset, size, 0, spareBytes: 0);
        return true;
    }
}
