using System.Buffers.Binary;

namespace K8sCache.Storage.Lists;

/// <summary>
/// A list as one run of bytes: how many elements, four bytes, low first; then an <see cref="ElementRun"/>. Small ones are
/// kept like this, and all travel like this.
/// </summary>
internal static class PackedList
{
    public const int HeaderBytes = sizeof(int);

    /// <summary>With a longer run it is kept as a <see cref="LargeList"/>. Redis' default.</summary>
    public const int MaxCompactBytes = 8 * 1024;

    /// <summary>A large list that shrank to a run this long is packed again.</summary>
    public const int RepackBytes = MaxCompactBytes / 4;

    public static int Count(ReadOnlySpan<byte> packed) => packed.IsEmpty ? 0 : BinaryPrimitives.ReadInt32LittleEndian(packed);

    public static void SetCount(Span<byte> packed, int count) => BinaryPrimitives.WriteInt32LittleEndian(packed, count);

    public static ReadOnlySpan<byte> Run(ReadOnlySpan<byte> packed) => packed.IsEmpty ? packed : packed[HeaderBytes..];

    /// <summary>Whether bytes from elsewhere are a list that is not empty.</summary>
    public static bool TryAccept(ReadOnlySpan<byte> packed, out LargeList? large)
    {
        large = null;
        if (packed.Length <= HeaderBytes || !ElementRun.TryMeasure(packed[HeaderBytes..], out var count) || count != Count(packed))
            return false;
        if (packed.Length - HeaderBytes > MaxCompactBytes)
            large = LargeList.Expand(packed);
        return true;
    }
}
