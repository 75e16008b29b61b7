using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Hashes;

/// <summary>A hash past the compact limits: a dictionary of byte arrays, with the entry's key beside it.</summary>
internal sealed class LargeHash
{
    // Object and dictionary headers: fields of both objects, rounded up.
    private const int FixedBytes = 24 + 16 + 80;

    // One slot of Dictionary<byte[], byte[]>: hash, next, two references; and its bucket.
    private const int DictionarySlotBytes = 24 + sizeof(int);

    private readonly Dictionary<byte[], byte[]> _fields;
    private readonly Dictionary<byte[], byte[]>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private long _itemBytes;

    public LargeHash(byte[] key, BytesComparer comparer)
    {
        Key = key;
        _fields = new(comparer);
        _lookup = _fields.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public byte[] Key { get; }

    public int Count => _fields.Count;

    /// <summary>Heap bytes of the whole object graph, the key included.</summary>
    public long HeapBytes =>
        FixedBytes + HeapSize.Bytes(Key.Length) + _itemBytes
        + (2 * HeapSize.ArrayOverheadBytes) + ((long)_fields.Capacity * DictionarySlotBytes);

    public static long UpperBound(int fieldLength, int valueLength) =>
        HeapSize.Bytes(fieldLength) + HeapSize.Bytes(valueLength) + (3 * DictionarySlotBytes);

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

    /// <summary>The fields as <see cref="PackedFields"/>.</summary>
    public byte[] Pack()
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
