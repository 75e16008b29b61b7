namespace K8sCache.Storage.Memory;

/// <summary>Unsigned numbers of seven bits a byte, low bits first, the last byte below 128.</summary>
internal static class Varint
{
    private const int MaxBytes = 10;

    public static int SizeOf(ulong value)
    {
        var size = 1;
        for (; value >= 0x80; value >>= 7)
            size++;
        return size;
    }

    public static int Write(Span<byte> destination, ulong value)
    {
        var size = 0;
        for (; value >= 0x80; value >>= 7)
            destination[size++] = (byte)(value | 0x80);
        destination[size++] = (byte)value;
        return size;
    }

    /// <summary>Reads at the offset and moves past it; false at the end of the bytes or past 64 bits.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, scoped ref int offset, out ulong value)
    {
        value = 0;
        for (var i = 0; i < MaxBytes && (uint)offset < (uint)source.Length; i++)
        {
            var next = source[offset++];
            if (i == MaxBytes - 1 && next > 1)
                return false;
            value |= (ulong)(next & 0x7f) << (7 * i);
            if (next < 0x80)
                return true;
        }

        return false;
    }
}
