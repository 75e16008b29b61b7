using System.Buffers.Binary;

namespace K8sCache.Client.Caching;

/// <summary>
/// The form of an entry: one byte says which, an entry with a sliding expiration has two times behind it, and the rest is
/// the caller's bytes. The key's own expiry does the expiring; the times are only there to renew it.
/// </summary>
/// <remarks>Persists in caches that outlive a deployment: forms may be added, and those there must stay.</remarks>
internal static class CacheEntry
{
    /// <summary>Form, sliding and absolute expiration.</summary>
    public const int HeaderBytesMax = 1 + (2 * sizeof(long));

    private const byte PlainForm = 1;
    private const byte SlidingForm = 2;

    /// <summary>The head of an entry.</summary>
    /// <param name="slidingMs">How long it lives after its last use, in milliseconds; 0 = that does not matter.</param>
    /// <param name="absoluteMs">When it ends at the latest, in milliseconds since the Unix epoch; 0 = never.</param>
    public static byte[] Header(long slidingMs, long absoluteMs)
    {
        if (slidingMs == 0)
            return [PlainForm];
        var header = new byte[HeaderBytesMax];
        header[0] = SlidingForm;
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(1), slidingMs);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(1 + sizeof(long)), absoluteMs);
        return header;
    }

    /// <summary>False for bytes that are no entry: somebody else's value under that key.</summary>
    public static bool TryRead(ReadOnlySpan<byte> entry, out CacheEntryTimes times, out ReadOnlySpan<byte> data)
    {
        times = default;
        data = default;
        if (entry is [PlainForm, ..])
        {
            data = entry[1..];
            return true;
        }

        if (entry is not [SlidingForm, ..] || entry.Length < HeaderBytesMax)
            return false;
        times = new CacheEntryTimes(
            BinaryPrimitives.ReadInt64LittleEndian(entry[1..]), BinaryPrimitives.ReadInt64LittleEndian(entry[(1 + sizeof(long))..]));
        data = entry[HeaderBytesMax..];
        return times.SlidingMs > 0;
    }
}
