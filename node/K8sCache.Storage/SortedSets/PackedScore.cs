using System.Buffers.Binary;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.SortedSets;

/// <summary>
/// A score as few bytes: whole numbers below 2^53 as a varint of their zigzag form, doubled; any other double as the
/// byte 1 and its eight bytes, low first.
/// </summary>
internal static class PackedScore
{
    public const int MaxBytes = 9;

    private const long WholeLimit = 1L << 53;
    private const byte RawMark = 1;

    public static int SizeOf(double score) => TryGetWhole(score, out var whole) ? Varint.SizeOf(Zigzag(whole) << 1) : MaxBytes;

    public static int Write(Span<byte> destination, double score)
    {
        if (TryGetWhole(score, out var whole))
            return Varint.Write(destination, Zigzag(whole) << 1);
        destination[0] = RawMark;
        BinaryPrimitives.WriteDoubleLittleEndian(destination[1..], score);
        return MaxBytes;
    }

    public static bool TryRead(ReadOnlySpan<byte> source, scoped ref int offset, out double score)
    {
        score = 0;
        if ((uint)offset >= (uint)source.Length)
            return false;
        if (source[offset] == RawMark)
        {
            if (source.Length - offset < MaxBytes)
                return false;
            score = BinaryPrimitives.ReadDoubleLittleEndian(source[(offset + 1)..]);
            offset += MaxBytes;
            return !double.IsNaN(score);
        }

        if (!Varint.TryRead(source, ref offset, out var value) || (value & 1) != 0)
            return false;
        score = (long)(value >> 2) ^ -(long)((value >> 1) & 1);
        return true;
    }

    // Minus zero is kept apart: Redis prints it as such.
    private static bool TryGetWhole(double score, out long whole)
    {
        whole = 0;
        if (!(Math.Abs(score) < WholeLimit))
            return false;
        whole = (long)score;
        return whole == score && (whole != 0 || !double.IsNegative(score));
    }

    private static ulong Zigzag(long value) => ((ulong)value << 1) ^ (ulong)(value >> 63);
}
