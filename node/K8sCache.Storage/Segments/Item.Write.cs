using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace K8sCache.Storage.Segments;

/// <summary>How entries are laid out, and changed where they lie.</summary>
internal readonly unsafe partial struct Item
{
    /// <summary>Bytes an entry laid out like this takes.</summary>
    public static long LengthOf(in ItemSpec spec) =>
        HeaderLengthOf(spec, spec.PayloadLength + spec.SpareBytes)
        + (long)spec.KeyLength + spec.PayloadLength + spec.SpareBytes;

    /// <summary>Lays an entry out; payload, version and spare room are the caller's to fill in.</summary>
    public static Item Write(byte* at, in ItemSpec spec, ReadOnlySpan<byte> key)
    {
        Debug.Assert(key.Length == spec.KeyLength, "the key is as long as was said");
        var item = new Item(at);
        var header = item.WriteHeader(spec, spec.PayloadLength + spec.SpareBytes);
        key.CopyTo(new Span<byte>(at + header, key.Length));
        item.WriteSpare(spec.SpareBytes);
        return item;
    }

    public static void WriteStub(byte* at, EntryKind kind, byte* block, long blockBytes)
    {
        at[0] = (byte)((byte)kind | StubFlag);
        Unsafe.WriteUnaligned(at + 1, (long)block);
        Unsafe.WriteUnaligned(at + 1 + sizeof(long), blockBytes);
    }

    /// <summary>Makes bytes that no entry uses ones that a walk steps over.</summary>
    public static void WriteGap(byte* at, int length)
    {
        if (length < GapLength)
        {
            new Span<byte>(at, length).Clear();
            return;
        }

        at[0] = Gap;
        Unsafe.WriteUnaligned(at + 1, length);
    }

    public void MarkDead() => at[0] |= DeadFlag;

    public void SetKind(EntryKind kind) => at[0] = (byte)((at[0] & ~KindMask) | (byte)kind);

    /// <summary>Lengthens or shortens the payload within the room there is.</summary>
    public void Resize(int payloadLength)
    {
        var room = PayloadLength + SpareBytes;
        Debug.Assert(payloadLength <= room, "the payload fits");
        WritePayloadLength(payloadLength);
        WriteSpare(room - payloadLength);
    }

    /// <summary>
    /// Lays the same bytes out anew, key and as much of the payload as is wanted kept, when all of it fits
    /// in the same room; the version is the caller's to write again.
    /// </summary>
    public bool TryRelayout(in ItemSpec spec)
    {
        var total = Length;
        var fixedLength = HeaderLengthOf(spec, total) + (long)spec.KeyLength + spec.PayloadLength;
        if (fixedLength > total)
            return false;
        var kept = spec.KeyLength + spec.PayloadLength;
        var oldHeader = HeaderLength;
        var newHeader = HeaderLengthOf(spec, total);
        Buffer.MemoryCopy(at + oldHeader, at + newHeader, total - newHeader, kept);
        WriteHeader(spec, total);
        WriteSpare(total - newHeader - kept);
        return true;
    }

    private static int HeaderLengthOf(in ItemSpec spec, int payloadRoom) =>
        2 + (spec.WideVersion ? 12 : 7) + ExpiryLengthFor(spec.ExpiresAtMs)
        + (spec.KeyLength > byte.MaxValue ? 4 : 1) + (1 << PayloadWidthFor(payloadRoom));

    private static int PayloadWidthFor(int room) => room switch
    {
        <= byte.MaxValue => 0,
        <= ushort.MaxValue => 1,
        _ => 2,
    };

    private int WriteHeader(in ItemSpec spec, int payloadRoom)
    {
        var expiryMode = ExpiryLengthFor(spec.ExpiresAtMs) switch { 0 => 0, 5 => 1, _ => 2 };
        at[0] = (byte)((byte)spec.Kind | (expiryMode << ExpiryShift));
        at[1] = (byte)((spec.WideVersion ? WideVersionFlag : 0)
            | (spec.KeyLength > byte.MaxValue ? WideKeyFlag : 0)
            | (PayloadWidthFor(payloadRoom) << PayloadWidthShift)
            | (spec.IsLarge ? LargeFlag : 0));
        // The number of a node that there is, whatever else the memory held.
        at[2] = 0;
        var offset = 2 + VersionLength;
        TrySetExpiry(spec.ExpiresAtMs);
        offset += ExpiryLength;
        if (spec.KeyLength > byte.MaxValue)
            Unsafe.WriteUnaligned(at + offset, spec.KeyLength);
        else
            at[offset] = (byte)spec.KeyLength;
        WritePayloadLength(spec.PayloadLength);
        return HeaderLength;
    }

    private void WritePayloadLength(int length)
    {
        var place = at + LengthsOffset + KeyLengthLength;
        switch (PayloadLengthLength)
        {
            case 1:
                *place = (byte)length;
                break;
            case 2:
                Unsafe.WriteUnaligned(place, (ushort)length);
                break;
            default:
                Unsafe.WriteUnaligned(place, length);
                break;
        }
    }

    private void WriteSpare(int spareBytes)
    {
        at[0] = (byte)(at[0] & ~SpareFlag);
        if (spareBytes == 0)
            return;
        var end = at + HeaderLength + Key.Length + PayloadLength;
        at[0] |= SpareFlag;
        *end = (byte)Math.Min(spareBytes, SpareIsLong);
        if (spareBytes >= SpareIsLong)
            Unsafe.WriteUnaligned(end + 1, spareBytes);
    }
}
