using System.Buffers.Binary;

namespace K8sCache.Storage.Keys;

/// <summary>
/// A dumped value: its kind, its packed payload, a version, and a checksum of all that. The footer has the form of
/// Redis's, but a version no Redis knows, so that neither takes the other's payloads for its own.
/// </summary>
internal static class DumpFormat
{
    private const ushort Version = 0x384B;
    private const int HeaderBytes = 1;
    private const int FooterBytes = sizeof(ushort) + sizeof(ulong);

    public static byte[] Write(EntryKind kind, ReadOnlySpan<byte> payload)
    {
        var dump = new byte[HeaderBytes + payload.Length + FooterBytes];
        dump[0] = (byte)kind;
        payload.CopyTo(dump.AsSpan(HeaderBytes));
        var footer = dump.AsSpan(HeaderBytes + payload.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(footer, Version);
        BinaryPrimitives.WriteUInt64LittleEndian(footer[sizeof(ushort)..], Crc64.Compute(dump.AsSpan(..^sizeof(ulong))));
        return dump;
    }

    /// <summary>False for anything but an undamaged dump of this version. The payload may still be malformed for its kind.</summary>
    public static bool TryRead(ReadOnlySpan<byte> dump, out EntryKind kind, out ReadOnlySpan<byte> payload)
    {
        kind = EntryKind.None;
        payload = default;
        if (dump.Length < HeaderBytes + FooterBytes)
            return false;
        var footer = dump[^FooterBytes..];
        if (BinaryPrimitives.ReadUInt16LittleEndian(footer) != Version
            || BinaryPrimitives.ReadUInt64LittleEndian(footer[sizeof(ushort)..]) != Crc64.Compute(dump[..^sizeof(ulong)]))
        {
            return false;
        }

        kind = (EntryKind)dump[0];
        payload = dump[HeaderBytes..^FooterBytes];
        return true;
    }
}
