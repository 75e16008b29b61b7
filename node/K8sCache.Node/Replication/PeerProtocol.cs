using System.Buffers.Binary;
using System.Buffers.Text;
using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Replication;

/// <summary>
/// What nodes say to each other on the peer port, all of it RESP arrays of bulk strings:
/// <list type="bullet">
/// <item><c>K8SCACHE PEER name</c>: who is calling; first on every connection, after AUTH where a password is set.</item>
/// <item><c>K8SCACHE APPLY epoch header key payload</c>: one entry's state. <c>+OK</c>; <c>:clock</c> when the copy
/// has a younger state; <c>-EPOCH n</c> when the copy's topology n has another primary for the slot.</item>
/// <item><c>K8SCACHE STEP epoch header key chain</c>: what takes one entry to the header's version from earlier ones.
/// Answered as APPLY, and <c>+STATE</c> when the copy has none of them: it must be sent the state.</item>
/// <item><c>K8SCACHE FLUSH epoch clock ranges</c>: answered as APPLY.</item>
/// <item><c>K8SCACHE FETCH epoch ranges cursor</c>: the next cursor, then header, key and payload of each entry.</item>
/// </list>
/// A header is an entry's version, kind and expiry, little-endian. Fields are only ever appended to it.
/// </summary>
internal static class PeerProtocol
{
    private const int ClockOffset = 0;
    private const int NodeOffset = 8;
    private const int KindOffset = 12;
    private const int ExpiryOffset = 13;
    private const int HeaderBytes = 21;

    public static ReadOnlySpan<byte> RefusalCode => "EPOCH "u8;

    /// <summary>The simple string that asks for the whole state.</summary>
    public static ReadOnlySpan<byte> StateWanted => "STATE"u8;

    private static ReadOnlySpan<byte> Container => "K8SCACHE"u8;

    public static void WriteAuthenticate(RespWriter writer, ReadOnlySpan<byte> password)
    {
        writer.WriteArrayHeader(2);
        writer.WriteBulkString("AUTH"u8);
        writer.WriteBulkString(password);
    }

    public static void WritePeer(RespWriter writer, string nodeName)
    {
        WriteCommand(writer, "PEER"u8, 1);
        writer.WriteBulkString(nodeName);
    }

    public static void WriteApply(RespWriter writer, long epoch, scoped in EntryState entry)
    {
        WriteCommand(writer, "APPLY"u8, 4);
        writer.WriteBulkInteger(epoch);
        WriteEntry(writer, entry);
    }

    public static void WriteSteps(RespWriter writer, long epoch, scoped in EntrySteps steps)
    {
        WriteCommand(writer, "STEP"u8, 4);
        writer.WriteBulkInteger(epoch);
        WriteHeader(writer, steps.Version, steps.Kind, steps.ExpiresAtMs);
        writer.WriteBulkString(steps.Key);
        writer.WriteBulkString(steps.Chain);
    }

    public static void WriteFlush(RespWriter writer, long epoch, ulong upToClock, string ranges)
    {
        WriteCommand(writer, "FLUSH"u8, 3);
        writer.WriteBulkInteger(epoch);
        WriteUnsigned(writer, upToClock);
        writer.WriteBulkString(ranges);
    }

    public static void WriteFetch(RespWriter writer, long epoch, string ranges, ulong cursor)
    {
        WriteCommand(writer, "FETCH"u8, 3);
        writer.WriteBulkInteger(epoch);
        writer.WriteBulkString(ranges);
        WriteUnsigned(writer, cursor);
    }

    /// <summary>Three bulk strings: header, key, payload.</summary>
    public static void WriteEntry(RespWriter writer, scoped in EntryState entry)
    {
        WriteHeader(writer, entry.Version, entry.Kind, entry.ExpiresAtMs);
        writer.WriteBulkString(entry.Key);
        writer.WriteBulkString(entry.Payload);
    }

    public static bool TryReadEntry(
        ReadOnlySpan<byte> header, ReadOnlySpan<byte> key, ReadOnlySpan<byte> payload, out EntryState entry)
    {
        entry = default;
        if (header.Length < HeaderBytes)
            return false;
        var kind = (EntryKind)header[KindOffset];
        if (kind is EntryKind.None or > EntryKind.List)
            return false;
        entry = new EntryState
        {
            Key = key,
            Version = new EntryVersion(
                BinaryPrimitives.ReadUInt64LittleEndian(header[ClockOffset..]),
                BinaryPrimitives.ReadUInt32LittleEndian(header[NodeOffset..])),
            Kind = kind,
            ExpiresAtMs = BinaryPrimitives.ReadInt64LittleEndian(header[ExpiryOffset..]),
            Payload = kind == EntryKind.Tombstone ? default : payload,
        };
        return true;
    }

    public static bool TryReadSteps(
        ReadOnlySpan<byte> header, ReadOnlySpan<byte> key, ReadOnlySpan<byte> chain, out EntrySteps steps)
    {
        steps = default;
        if (!TryReadEntry(header, key, [], out var entry))
            return false;
        steps = new EntrySteps
        {
            Key = key,
            Version = entry.Version,
            Kind = entry.Kind,
            ExpiresAtMs = entry.ExpiresAtMs,
            Chain = chain,
        };
        return true;
    }

    /// <summary>The refusal's epoch, if an error (without its dash) is one.</summary>
    public static bool TryReadRefusal(ReadOnlySpan<byte> error, out long epoch)
    {
        epoch = 0;
        return error.StartsWith(RefusalCode) && Utf8Parser.TryParse(error[RefusalCode.Length..], out epoch, out _);
    }

    public static bool TryReadUnsigned(ReadOnlySpan<byte> text, out ulong value) =>
        Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;

    /// <summary>The longest clock or cursor has as many digits as the largest unsigned number.</summary>
    public static void WriteUnsigned(RespWriter writer, ulong value)
    {
        Span<byte> digits = stackalloc byte[RespNumber.DigitsMax];
        Utf8Formatter.TryFormat(value, digits, out var length);
        writer.WriteBulkString(digits[..length]);
    }

    private static void WriteHeader(RespWriter writer, EntryVersion version, EntryKind kind, long expiresAtMs)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(header[ClockOffset..], version.Clock);
        BinaryPrimitives.WriteUInt32LittleEndian(header[NodeOffset..], version.Node);
        header[KindOffset] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(header[ExpiryOffset..], expiresAtMs);
        writer.WriteBulkString(header);
    }

    private static void WriteCommand(RespWriter writer, ReadOnlySpan<byte> subcommand, int arguments)
    {
        writer.WriteArrayHeader(arguments + 2);
        writer.WriteBulkString(Container);
        writer.WriteBulkString(subcommand);
    }
}
