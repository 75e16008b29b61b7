namespace K8sCache.Topology;

/// <summary>
/// Maps a key to one of the <see cref="Count"/> hash slots, exactly as Redis Cluster does:
/// CRC16-XMODEM of the key, or of its hash tag, modulo 16384
/// (Redis Cluster specification, "Key distribution model" and "Hash tags").
/// </summary>
public static class HashSlot
{
    /// <summary>Number of slots; slots are 0 to 16383.</summary>
    public const int Count = 16384;

    // Count is a power of two, so the modulo is a mask.
    private const int Mask = Count - 1;

    public static int Of(ReadOnlySpan<byte> key) => Crc16.Of(HashedPart(key)) & Mask;

    public static bool IsValid(int slot) => (uint)slot < Count;

    /// <summary>
    /// What of the key is hashed: the bytes between the first <c>{</c> and the first <c>}</c> after it,
    /// unless there is no such pair or nothing between them; then the whole key.
    /// </summary>
    internal static ReadOnlySpan<byte> HashedPart(ReadOnlySpan<byte> key)
    {
        var open = key.IndexOf((byte)'{');
        if (open < 0)
            return key;
        var inside = key[(open + 1)..];
        var length = inside.IndexOf((byte)'}');
        return length > 0 ? inside[..length] : key;
    }
}
