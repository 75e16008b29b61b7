using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace K8sCache.Storage.Segments;

/// <summary>
/// An entry's run of bytes: two of flags, version (7 or 12), expiry (0, 5 or 8), length of the key (1 or 4) and of the
/// payload (1, 2 or 4), key, payload, spare room. 11 bytes around a short key and value that never expire.
/// </summary>
/// <remarks>
/// A first byte of 0 is one byte of padding; of 255 a gap, whose length follows. A stub stands for an entry that has a
/// block of its own. Times are kept as milliseconds since <see cref="EpochMs"/> in five bytes, or in full where
/// they do not fit.
/// </remarks>
internal readonly unsafe partial struct Item(byte* at)
{
    /// <summary>2020-01-01; five bytes reach to 2054.</summary>
    public const long EpochMs = 1_577_836_800_000;

    public const int StubLength = 1 + sizeof(long) + sizeof(long);
    public const int MaxHeaderLength = 2 + 12 + 8 + 4 + 4;
    public const int GapLength = 1 + sizeof(int);

    private const byte KindMask = 0b111;
    private const byte DeadFlag = 0b1000;
    private const byte StubFlag = 0b1_0000;
    private const byte SpareFlag = 0b10_0000;
    private const int ExpiryShift = 6;

    private const byte WideVersionFlag = 1;
    private const byte WideKeyFlag = 2;
    private const int PayloadWidthShift = 2;
    private const byte LargeFlag = 0b1_0000;

    private const byte Padding = 0;
    private const byte Gap = byte.MaxValue;

    // Four bits each: the lengths of the three forms of an expiry.
    private const int ExpiryLengths = 0x850;
    private const ulong FiveBytes = (1UL << 40) - 1;
    private const int SpareIsLong = byte.MaxValue;

    public byte* At => at;

    public EntryKind Kind => (EntryKind)(at[0] & KindMask);

    public bool IsDead => (at[0] & DeadFlag) != 0;

    public bool IsStub => (at[0] & StubFlag) != 0;

    public bool IsFiller => at[0] is Padding or Gap;

    public bool IsLarge => (at[1] & LargeFlag) != 0;

    public bool HasExpiry => at[0] >> ExpiryShift != 0;

    public bool HasWideVersion => (at[1] & WideVersionFlag) != 0;

    public byte* Block => (byte*)Unsafe.ReadUnaligned<long>(at + 1);

    public long BlockBytes => Unsafe.ReadUnaligned<long>(at + 1 + sizeof(long));

    public ReadOnlySpan<byte> Key
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var offset = LengthsOffset;
            var isWide = (at[1] & WideKeyFlag) != 0;
            var length = isWide ? Unsafe.ReadUnaligned<int>(at + offset) : at[offset];
            return new ReadOnlySpan<byte>(at + offset + (isWide ? 4 : 1) + PayloadLengthLength, length);
        }
    }

    public Span<byte> Payload
    {
        get
        {
            var key = Key;
            var start = HeaderLength + key.Length;
            return new Span<byte>(at + start, PayloadLength);
        }
    }

    public int PayloadLength
    {
        get
        {
            var place = at + LengthsOffset + KeyLengthLength;
            return PayloadLengthLength switch
            {
                1 => *place,
                2 => Unsafe.ReadUnaligned<ushort>(place),
                _ => Unsafe.ReadUnaligned<int>(place),
            };
        }
    }

    public int SpareBytes
    {
        get
        {
            if ((at[0] & SpareFlag) == 0)
                return 0;
            var end = at + HeaderLength + Key.Length + PayloadLength;
            return *end == SpareIsLong ? Unsafe.ReadUnaligned<int>(end + 1) : *end;
        }
    }

    /// <summary>Bytes in the log or block, spare room included; of a stub, padding or a gap, its own.</summary>
    public int Length => at[0] switch
    {
        Padding => 1,
        Gap => Unsafe.ReadUnaligned<int>(at + 1),
        _ when IsStub => StubLength,
        _ => HeaderLength + Key.Length + PayloadLength + SpareBytes,
    };

    public int HeaderLength => LengthsOffset + KeyLengthLength + PayloadLengthLength;

    /// <summary>Milliseconds since the Unix epoch; 0 = never.</summary>
    public long ExpiresAtMs
    {
        get
        {
            var place = at + 2 + VersionLength;
            return ExpiryLength switch
            {
                0 => 0,
                5 => ReadFive(place) is var time && time == 0 ? 0 : (long)time + EpochMs,
                _ => Unsafe.ReadUnaligned<long>(place),
            };
        }
    }

    private int VersionLength => (at[1] & WideVersionFlag) != 0 ? 12 : 7;

    private int ExpiryLength => (ExpiryLengths >> ((at[0] >> ExpiryShift) * 4)) & 15;

    private int LengthsOffset => 2 + VersionLength + ExpiryLength;

    private int KeyLengthLength => (at[1] & WideKeyFlag) != 0 ? 4 : 1;

    private int PayloadLengthLength => 1 << ((at[1] >> PayloadWidthShift) & 3);

    public bool IsExpired(long nowMs) => HasExpiry && ExpiresAtMs is not 0 and var expiry && expiry <= nowMs;

    public EntryVersion Version(NodeTable nodes)
    {
        if (HasWideVersion)
            return new EntryVersion(Unsafe.ReadUnaligned<ulong>(at + 2), Unsafe.ReadUnaligned<uint>(at + 10));
        var milliseconds = ReadFive(at + 4) + EpochMs;
        return new EntryVersion((milliseconds << EntryVersion.CounterBits) | at[3], nodes[at[2]]);
    }

    /// <summary>Whether the short form holds it.</summary>
    public static bool IsNarrow(EntryVersion version, NodeTable nodes) =>
        (version.Clock & ushort.MaxValue) <= byte.MaxValue
        && (version.Clock >> EntryVersion.CounterBits) is >= EpochMs and <= EpochMs + FiveBytes
        && nodes.NumberOf(version.Node) != NodeTable.NoNumber;

    /// <summary>Writes a version; false when this entry has no room for it.</summary>
    public bool TrySetVersion(EntryVersion version, NodeTable nodes)
    {
        if (HasWideVersion)
        {
            Unsafe.WriteUnaligned(at + 2, version.Clock);
            Unsafe.WriteUnaligned(at + 10, version.Node);
            return true;
        }

        if (!IsNarrow(version, nodes))
            return false;
        at[2] = nodes.NumberOf(version.Node);
        at[3] = (byte)version.Clock;
        WriteFive(at + 4, (version.Clock >> EntryVersion.CounterBits) - EpochMs);
        return true;
    }

    /// <summary>Writes an expiry; false when this entry has no room for it.</summary>
    public bool TrySetExpiry(long expiresAtMs)
    {
        var have = ExpiryLength;
        if (have < ExpiryLengthFor(expiresAtMs))
            return false;
        if (have == 8)
            Unsafe.WriteUnaligned(at + 2 + VersionLength, expiresAtMs);
        else if (have == 5)
            WriteFive(at + 2 + VersionLength, expiresAtMs == 0 ? 0 : (ulong)(expiresAtMs - EpochMs));
        return true;
    }

    private static int ExpiryLengthFor(long expiresAtMs) => expiresAtMs switch
    {
        0 => 0,
        > EpochMs and <= EpochMs + (long)FiveBytes => 5,
        _ => 8,
    };

    private static ulong ReadFive(byte* place) =>
        Unsafe.ReadUnaligned<uint>(place) | ((ulong)place[4] << 32);

    private static void WriteFive(byte* place, ulong value)
    {
        Debug.Assert(value <= FiveBytes, "five bytes hold it");
        Unsafe.WriteUnaligned(place, (uint)value);
        place[4] = (byte)(value >> 32);
    }
}
