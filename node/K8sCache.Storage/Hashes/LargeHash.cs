using K8sCache.Storage.Memory;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Hashes;

/// <summary>A hash past the compact limits: a dictionary of byte arrays.</summary>
internal sealed class LargeHash : LargeValue
{
    // Object and dictionary headers: fields of both objects, rounded up.
    private const int FixedBytes = 24 + 16 + 80;

    // One slot of Dictionary<byte[], byte[]>: hash, next, two references; and its bucket.
    private const int DictionarySlotBytes = 24 + sizeof(int);

    private readonly Dictionary<byte[], byte[]> _fields;
    private readonly Dictionary<byte[], byte[]>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private long _itemBytes;

    public LargeHash(BytesComparer comparer)
    {
        _fields = new(comparer);
        _lookup = _fields.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public override int Count => _fields.Count;

    public override long HeapBytes =>
        FixedBytes + _itemBytes + (2 * HeapSize.ArrayOverheadBytes) + ((long)_fields.Capacity * DictionarySlotBytes);

    public static long UpperBound(int fieldLength, int valueLength) =>
        HeapSize.Bytes(fieldLength) + HeapSize.Bytes(valueLength) + (3 * DictionarySlotBytes);

    /// <summary>Whether these are well-formed <see cref="PackedFields"/>; past the compact limits, as a large hash.</summary>
    public static bool TryAccept(ReadOnlySpan<byte> packed, BytesComparer comparer, out LargeValue? large)
    {
        large = null;
        if (!PackedFields.TryMeasure(packed, out var fieldCount, out var longestItem))
            return false;
        if (longestItem > PackedFields.MaxCompactItemBytes || fieldCount > PackedFields.MaxCompactFields)
            large = Unpack(packed, comparer);
        return true;
    }

    public static LargeHash Unpack(ReadOnlySpan<byte> packed, BytesComparer comparer)
    {
        var large = new LargeHash(comparer);
        var offset = 0;
        while (PackedFields.TryReadPair(packed, ref offset, out var field, out var value))
            large.Set(field, value);
        return large;
    }

    public bool TryGet(ReadOnlySpan<byte> field, out byte[]? value) => _lookup.TryGetValue(field, out value);

    /// <summary>True when the field is new.</summary>
    public bool Set(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value)
    {
        if (_lookup.TryGetValue(field, out var old))
        {
            if (old.Length == value.Length)
            {
                value.CopyTo(old);
                return false;
            }

            _lookup[field] = value.ToArray();
            _itemBytes += HeapSize.Bytes(value.Length) - HeapSize.Bytes(old.Length);
            return false;
        }

        _lookup[field] = value.ToArray();
        _itemBytes += HeapSize.Bytes(field.Length) + HeapSize.Bytes(value.Length);
        return true;
    }

    public bool Remove(ReadOnlySpan<byte> field)
    {
        if (!_lookup.Remove(field, out var key, out var value))
            return false;
        _itemBytes -= HeapSize.Bytes(key.Length) + HeapSize.Bytes(value.Length);
        return true;
    }

    public Dictionary<byte[], byte[]>.Enumerator GetEnumerator() => _fields.GetEnumerator();

    public override byte[] Pack()
    {
        long size = 0;
        foreach (var (field, value) in _fields)
            size += PackedFields.SizeOf(field.Length) + PackedFields.SizeOf(value.Length);
        var packed = new byte[size];
        var offset = 0;
        foreach (var (field, value) in _fields)
        {
            offset += PackedFields.Write(packed.AsSpan(offset), field);
            offset += PackedFields.Write(packed.AsSpan(offset), value);
        }

        return packed;
    }
}
