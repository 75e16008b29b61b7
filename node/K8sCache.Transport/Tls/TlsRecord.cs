using System.Buffers.Binary;

namespace K8sCache.Transport.Tls;

/// <summary>The frame that all of TLS travels in (RFC 8446 §5.1): type, version, length, payload.</summary>
internal static class TlsRecord
{
    /// <summary>The most plain text one record carries.</summary>
    public const int PlainBytesMax = 1 << 14;

    /// <summary>The longest record: TLS 1.2 allows 2048 bytes beyond the plain text.</summary>
    public const int BytesMax = HeaderBytes + PlainBytesMax + 2048;

    private const int HeaderBytes = 5;
    private const byte HandshakeType = 22;
    private const byte MajorVersion = 3;

    /// <summary>Whether these, as the first bytes of a connection, can be the beginning of a handshake.</summary>
    public static bool MayBeginHandshake(ReadOnlySpan<byte> data) =>
        data[0] == HandshakeType && (data.Length < 2 || data[1] == MajorVersion);

    /// <summary>Length of the record that begins here, its header included; 0 while the whole of it is not there.</summary>
    /// <exception cref="InvalidDataException">It is longer than a record may be.</exception>
    public static int WholeLength(ReadOnlySpan<byte> data)
    {
        if (data.Length < HeaderBytes)
            return 0;
        var length = HeaderBytes + BinaryPrimitives.ReadUInt16BigEndian(data[3..]);
        if (length > BytesMax)
            throw new InvalidDataException($"A TLS record of {length} bytes; at most {BytesMax} are allowed.");
        return length <= data.Length ? length : 0;
    }
}
