namespace K8sCache.Storage.Hashes;

/// <summary>Items in a run of bytes: each its length, as a base-128 varint with the low bits first, and its bytes.</summary>
internal static class PackedFields
{
    private const int MaxVarintBytes = 5;

    public static int SizeOf(int length) => VarintSize(length) + length;

    /// <summary>Reads the item at <paramref name="offset"/> and moves past it; false at the end or on malformed bytes.</summary>
    public static bool TryReadItem(ReadOnlySpan<byte> packed, scoped ref int offset, out ReadOnlySpan<byte> item)
    {
        item = default;
        if (offset >= packed.Length)
            return false;
        var length = (ulong)packed[offset++];
        if (length >= 0x80 && !TryReadLongLength(packed, ref offset, ref length))
            return false;
        if (length > (ulong)(packed.Length - offset))
            return false;
        item = packed.Slice(offset, (int)length);
        offset += (int)length;
        return true;
    }

    /// <summary>Writes an item; how many bytes that took.</summary>
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

    private static bool TryReadLongLength(ReadOnlySpan<byte> packed, scoped ref int offset, scoped ref ulong length)
    {
        length &= 0x7f;
        for (var i = 1; i < MaxVarintBytes && offset < packed.Length; i++)
        {
            var next = packed[offset++];
            length |= (ulong)(next & 0x7f) << (7 * i);
            if (next < 0x80)
                return true;
        }

        return false;
    }
}
