using System.Buffers.Binary;
using System.Numerics;

namespace K8sCache.Storage.HyperLogLogs;

/// <summary>
/// A HyperLogLog as Redis keeps it in a string, so that each reads the other's: a header of 16 bytes ("HYLL", the
/// encoding, three unused bytes, the last count as a little-endian integer whose highest bit says that it is out of date), and
/// 16384 registers, dense at 6 bits each or run-length encoded.
/// </summary>
internal static class HyperLogLog
{
    public const int RegisterCount = 1 << IndexBits;
    public const int HeaderBytes = 16;
    public const int DenseBytes = HeaderBytes + (RegisterCount * DenseRegisters.BitsPerRegister / 8);

    /// <summary>Largest value a register takes, and so one more than the bits of the hash that are left for it.</summary>
    public const int MaxRank = 64 - IndexBits + 1;

    private const int IndexBits = 14;
    private const int EncodingAt = 4;
    private const int CountAt = 8;
    private const byte Dense = 0;
    private const byte Sparse = 1;
    private const ulong OutOfDate = 1UL << 63;
    private const uint HashSeed = 0xadc83b19;

    private static ReadOnlySpan<byte> Magic => "HYLL"u8;

    /// <summary>A new one, empty, sparse: all registers in one run.</summary>
    public static byte[] Empty() => [.. Magic, Sparse, 0, 0, 0, .. new byte[8], 0x7f, 0xff];

    /// <summary>Whether the string looks like one. Its registers may still be damaged.</summary>
    public static bool IsOne(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= HeaderBytes && bytes.StartsWith(Magic)
        && (bytes[EncodingAt] == Sparse || (bytes[EncodingAt] == Dense && bytes.Length == DenseBytes));

    public static bool IsDense(ReadOnlySpan<byte> bytes) => bytes[EncodingAt] == Dense;

    /// <summary>The count at the last look, if nothing has changed since.</summary>
    public static bool TryGetCount(ReadOnlySpan<byte> bytes, out ulong count)
    {
        count = BinaryPrimitives.ReadUInt64LittleEndian(bytes[CountAt..]);
        return (count & OutOfDate) == 0;
    }

    public static void SetCount(Span<byte> bytes, ulong count) =>
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[CountAt..], count);

    public static void ForgetCount(Span<byte> bytes) => bytes[CountAt + 7] |= 0x80;

    /// <summary>The register an element goes to, and the value it asks for there.</summary>
    public static (int Index, int Rank) Place(ReadOnlySpan<byte> element)
    {
        var hash = Murmur2.Compute(element, HashSeed);
        var rest = (hash >> IndexBits) | (1UL << (64 - IndexBits));
        return ((int)(hash & (RegisterCount - 1)), BitOperations.TrailingZeroCount(rest) + 1);
    }

    /// <summary>Raises each of 16384 registers, one a byte, to this one's; false when this one is damaged.</summary>
    public static bool TryMergeInto(ReadOnlySpan<byte> bytes, Span<byte> ranks)
    {
        if (!IsDense(bytes))
            return SparseRegisters.TryMergeInto(bytes[HeaderBytes..], ranks);
        for (var i = 0; i < RegisterCount; i++)
            ranks[i] = Math.Max(ranks[i], (byte)DenseRegisters.Get(bytes[HeaderBytes..], i));
        return true;
    }

    /// <summary>The same registers, dense; null when they are damaged.</summary>
    public static byte[]? ToDense(ReadOnlySpan<byte> sparse)
    {
        Span<byte> ranks = stackalloc byte[RegisterCount];
        ranks.Clear();
        if (!TryMergeInto(sparse, ranks))
            return null;
        var dense = new byte[DenseBytes];
        sparse[..HeaderBytes].CopyTo(dense);
        dense[EncodingAt] = Dense;
        for (var i = 0; i < RegisterCount; i++)
        {
            if (ranks[i] > 0)
                DenseRegisters.Set(dense.AsSpan(HeaderBytes), i, ranks[i]);
        }

        return dense;
    }
}
