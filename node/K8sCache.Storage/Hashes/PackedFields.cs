namespace K8sCache.Storage.Hashes;

/// <summary>
/// A hash as one run of bytes: for each field its length, its bytes, its value's length, its value's bytes;
/// lengths as base-128 varints, low bits first. Small hashes are kept like this (one object, searched from
/// the start), and every hash travels between nodes like this.
/// </summary>
internal static class PackedFields
{
    /// <summary>A hash with more fields than this is kept as a <see cref="LargeHash"/>. Redis' default.</summary>
    public const int MaxCompactFields = 128;

    /// <summary>A field or value longer than this makes its hash a <see cref="LargeHash"/>. Redis' default.</summary>
    public const int MaxCompactItemBytes = 64;

    private const int MaxVarintBytes = 5;

    public static int SizeOf(int length) => VarintSize(length) + length;

    /// <summary>Reads the pair at <paramref name="offset"/> and moves past it; false at the end or on malformed bytes.</summary>
    public static bool TryReadPair(
        ReadOnlySpan<byte> packed, scoped ref int offset, out ReadOnlySpan<byte> field, out ReadOnlySpan<byte> value)
    {
        value = default;
        return TryReadItem(packed, ref offset, out field) && TryReadItem(packed, ref offset, out value);
    }

    /// <summary>Whether the bytes are whole pairs; their number and their longest item.</summary>
    public static bool TryMeasure(ReadOnlySpan<byte> packed, out int fieldCount, out int longestItem)
    {
        fieldCount = 0;
        longestItem = 0;
        var offset = 0;
        while (offset < packed.Length)
        {
            if (!TryReadPair(packed, ref offset, out var field, out var value))
                return false;
            fieldCount++;
            longestItem = Math.Max(longestItem, Math.Max(field.Length, value.Length));
        }

        return true;
    }

    public static int Count(ReadOnlySpan<byte> packed) => TryMeasure(packed, out var count, out _) ? count : 0;

    /// <summary>Finds a field: the offset and size of its pair, and its value.</summary>
    public static bool TryFind(
        ReadOnlySpan<byte> packed,
        ReadOnlySpan<byte> wanted,
        out int pairOffset,
        out int pairSize,
        out ReadOnlySpan<byte> found)
    {
        var offset = 0;
        pairOffset = 0;
        while (TryReadPair(packed, ref offset, out var field, out found))
        {
            if (field.SequenceEqual(wanted))
            {
                pairSize = offset - pairOffset;
                return true;
            }

            pairOffset = offset;
        }

        found = default;
        pairSize = 0;
        return false;
    }

    public static int Write(Span<byte> destination, ReadOnlySpan<byte> item)
    {
        var size = 0;
        var rest = (uint)item.Length;
        for (; rest >= 0x80; rest >>= 7)
            destination[size++] = (byte)(rest | 0x80);
        destination[size++] = (byte)rest;
        item.CopyTo(destination[size..]);
        return size + item.Length;
    }

    private static int VarintSize(int length)
    {
        var size = 1;
        for (var rest = (uint)length; rest >= 0x80; rest >>= 7)
            size++;
        return size;
    }

    private static bool TryReadItem(ReadOnlySpan<byte> packed, scoped ref int offset, out ReadOnlySpan<byte> item)
    {
        item = default;
        ulong length = 0;
        for (var i = 0; ; i++)
        {
            if (i == MaxVarintBytes || offset >= packed.Length)
                return false;
            var next = packed[offset++];
            length |= (ulong)(next & 0x7f) << (7 * i);
            if (next < 0x80)
                break;
        }

        if (length > (ulong)(packed.Length - offset))
            return false;
        item = packed.Slice(offset, (int)length);
        offset += (int)length;
        return true;
    }
}
