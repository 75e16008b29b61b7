using K8sCache.Storage.Values;

namespace K8sCache.Storage.Hashes;

/// <summary>A hash past the compact limits: a table of fields, each with its value behind it.</summary>
internal sealed class LargeHash(ulong seed) : ElementTable(seed)
{
    private FieldDeadlines? _deadlines;

    public override long HeapBytes => base.HeapBytes + (_deadlines?.HeapBytes ?? 0);

    /// <summary>Milliseconds since the Unix epoch; 0 = no field expires.</summary>
    public long EarliestExpiryMs => _deadlines?.EarliestMs ?? 0;

    public int CountLive(long nowMs) => Count - (_deadlines?.CountDue(nowMs) ?? 0);

    public long ExpiryAt(int index) => _deadlines?.Of(index) ?? 0;

    public bool IsLive(int index, long nowMs) => ExpiryAt(index) is var at && (at == 0 || at > nowMs);

    /// <summary>Writes a field, be it new or not, with its expiry; 0 = never.</summary>
    public void Set(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value, long expiresAtMs)
    {
        var index = Find(field);
        if (index == None)
            index = Add(field, value);
        else
            ReplaceTail(index, value);
        SetExpiry(index, expiresAtMs);
    }

    public void SetExpiry(int index, long expiresAtMs)
    {
        if (expiresAtMs != 0)
            _deadlines ??= new FieldDeadlines(Capacity);
        _deadlines?.Set(index, expiresAtMs);
    }

    public void Remove(int index)
    {
        _deadlines?.Set(index, 0);
        RemoveAt(index);
        if (index != Count)
            _deadlines?.Moved(Count, index);
    }

    /// <summary>Removes the fields whose time has come.</summary>
    public void RemoveDue(long nowMs)
    {
        while (EarliestExpiryMs is > 0 and var at && at <= nowMs)
            Remove(_deadlines!.EarliestField);
    }

    public override byte[] Pack()
    {
        var isExpiring = EarliestExpiryMs != 0;
        var size = PackedHash.HeaderSize(isExpiring);
        for (var index = 0; index < Count; index++)
            size += PackedHash.SizeOf(KeyAt(index), TailAt(index), isExpiring);
        var packed = new byte[size];
        var flags = isExpiring ? PackedHash.PastLimits | PackedHash.Expiring : PackedHash.PastLimits;
        PackedHash.WriteHeader(packed, (byte)flags, EarliestExpiryMs);
        var offset = PackedHash.HeaderSize(isExpiring);
        for (var index = 0; index < Count; index++)
            offset += PackedHash.WriteField(packed.AsSpan(offset), KeyAt(index), TailAt(index), isExpiring, ExpiryAt(index));
        return packed;
    }

    /// <summary>Whether this is a well-formed <see cref="PackedHash"/>; past what is kept like that, as a large hash.</summary>
    public static bool TryAccept(ReadOnlySpan<byte> bytes, ulong seed, out LargeValue? large)
    {
        large = null;
        var packed = new PackedHash(bytes);
        if (!packed.TryMeasure(out var fieldCount, out _))
            return false;
        if (fieldCount > PackedHash.MaxCompactFields || bytes.Length > PackedHash.MaxPackedBytes)
            large = Unpack(packed, seed, 0);
        return true;
    }

    /// <summary>The fields that have not expired by then.</summary>
    public static LargeHash Unpack(scoped PackedHash packed, ulong seed, long nowMs)
    {
        var large = new LargeHash(seed);
        for (var offset = packed.HeaderBytes; packed.TryRead(ref offset, out var field);)
        {
            if (field.IsLive(nowMs))
                large.Set(field.Name, field.Value, field.ExpiresAtMs);
        }

        return large;
    }
}
