using System.Buffers.Binary;

namespace K8sCache.Storage.Hashes;

/// <summary>
/// A hash as one run of bytes: a byte of flags; where fields expire, when the first of them does (8 bytes, milliseconds
/// since the Unix epoch, 0 = none); then for each field its name and its value as <see cref="PackedFields"/> and, where
/// fields expire, when it does (8 bytes, 0 = never). Small hashes are kept like this, and every hash travels like this.
/// </summary>
internal readonly ref struct PackedHash
{
    /// <summary>Fields have expiry times.</summary>
    public const byte Expiring = 1;

    /// <summary>It once was past Redis's limits for a compact hash, so OBJECT ENCODING says what it would there.</summary>
    public const byte PastLimits = 2;

    /// <summary>Redis's default for hash-max-listpack-entries.</summary>
    public const int MaxCompactFields = 128;

    /// <summary>Redis's default for hash-max-listpack-value.</summary>
    public const int MaxCompactItemBytes = 64;

    /// <summary>
    /// Ours: few fields stay packed even with long values, such as a session's, up to where moving them about costs
    /// more than a table.
    /// </summary>
    public const int MaxPackedBytes = 32 * 1024;

    public const int TimeBytes = sizeof(long);

    private readonly ReadOnlySpan<byte> _bytes;

    /// <param name="bytes">Well formed, or empty: no field.</param>
    public PackedHash(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    public bool IsExpiring => !_bytes.IsEmpty && (_bytes[0] & Expiring) != 0;

    public bool IsPastLimits => !_bytes.IsEmpty && (_bytes[0] & PastLimits) != 0;

    /// <summary>What Redis would call the form it would have chosen.</summary>
    public ReadOnlySpan<byte> Encoding => IsPastLimits ? "hashtable"u8 : IsExpiring ? "listpackex"u8 : "listpack"u8;

    /// <summary>Milliseconds since the Unix epoch; 0 = no field expires.</summary>
    public long EarliestExpiryMs => IsExpiring ? BinaryPrimitives.ReadInt64LittleEndian(_bytes[1..]) : 0;

    public int HeaderBytes => HeaderSize(IsExpiring);

    /// <summary>Bytes a field takes beside its name and value.</summary>
    public int TrailerBytes => IsExpiring ? TimeBytes : 0;

    public static int HeaderSize(bool isExpiring) => isExpiring ? 1 + TimeBytes : 1;

    /// <summary>Reads the field at an offset, <see cref="HeaderBytes"/> the first, and moves past it; false at the end.</summary>
    public bool TryRead(scoped ref int offset, out PackedField field)
    {
        var start = offset;
        if (!PackedFields.TryReadItem(_bytes, ref offset, out var name)
            || !PackedFields.TryReadItem(_bytes, ref offset, out var value)
            || _bytes.Length - offset < TrailerBytes)
        {
            field = default;
            return false;
        }

        var expiresAtMs = IsExpiring ? BinaryPrimitives.ReadInt64LittleEndian(_bytes[offset..]) : 0;
        offset += TrailerBytes;
        field = new PackedField { Offset = start, End = offset, Name = name, Value = value, ExpiresAtMs = expiresAtMs };
        return true;
    }

    /// <summary>Finds a field, expired or not; <paramref name="fieldCount"/> = fields before it, all when there is none.</summary>
    public bool TryFind(scoped ReadOnlySpan<byte> wanted, out PackedField found, out int fieldCount)
    {
        fieldCount = 0;
        found = default;
        if (_bytes.IsEmpty)
            return false;
        var trailer = TrailerBytes;
        for (var offset = HeaderBytes; offset < _bytes.Length; fieldCount++)
        {
            var start = offset;
            // Nearly every field is told apart by its length or its first byte.
            if (_bytes[offset] == wanted.Length && wanted.Length < 0x80
                && (wanted.IsEmpty || (_bytes[offset + 1] == wanted[0] && _bytes.Slice(offset + 1, wanted.Length).SequenceEqual(wanted))))
            {
                return TryRead(ref start, out found);
            }

            PackedFields.TryReadItem(_bytes, ref offset, out var name);
            if (name.Length >= 0x80 && name.SequenceEqual(wanted))
                return TryRead(ref start, out found);
            PackedFields.TryReadItem(_bytes, ref offset, out _);
            offset += trailer;
        }

        return false;
    }

    public int CountLive(long nowMs)
    {
        var count = 0;
        for (var offset = HeaderBytes; TryRead(ref offset, out var field);)
            count += field.IsLive(nowMs) ? 1 : 0;
        return count;
    }

    /// <summary>Whether the bytes are one; its fields, and the longest name or value among them.</summary>
    public bool TryMeasure(out int fieldCount, out int longestItem)
    {
        fieldCount = 0;
        longestItem = 0;
        if (_bytes.Length < HeaderBytes || _bytes[0] > (Expiring | PastLimits))
            return false;
        var offset = HeaderBytes;
        for (; TryRead(ref offset, out var field); fieldCount++)
            longestItem = Math.Max(longestItem, Math.Max(field.Name.Length, field.Value.Length));
        return offset == _bytes.Length && fieldCount > 0;
    }

    public static int SizeOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool isExpiring) =>
        PackedFields.SizeOf(name.Length) + PackedFields.SizeOf(value.Length) + (isExpiring ? TimeBytes : 0);

    /// <summary>Writes a field; how many bytes that took.</summary>
    public static int WriteField(
        Span<byte> target, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool isExpiring, long expiresAtMs)
    {
        var written = PackedFields.Write(target, name);
        written += PackedFields.Write(target[written..], value);
        if (!isExpiring)
            return written;
        BinaryPrimitives.WriteInt64LittleEndian(target[written..], expiresAtMs);
        return written + TimeBytes;
    }

    public static void WriteHeader(Span<byte> target, byte flags, long earliestMs)
    {
        target[0] = flags;
        if ((flags & Expiring) != 0)
            BinaryPrimitives.WriteInt64LittleEndian(target[1..], earliestMs);
    }
}
