using System.Buffers.Binary;
using System.Buffers.Text;
using K8sCache.Storage.Hashes;

namespace K8sCache.Storage.Sets;

/// <summary>
/// A set as one run of bytes: a byte that says how, and then either all-integer members sorted, each in as many bytes as
/// the widest needs, or members of any kind as <see cref="PackedFields"/> in the order they came. Small sets are kept like
/// this, and every set travels like this.
/// </summary>
internal readonly ref struct PackedSet
{
    /// <summary>Members of any kind.</summary>
    public const byte List = 0;

    /// <summary>As <see cref="List"/>; it once was past Redis's limits for a compact set, so OBJECT ENCODING says what it would there.</summary>
    public const byte PastLimits = 1;

    // Integers of that many bytes.
    public const byte Integers16 = 2;
    public const byte Integers32 = 4;
    public const byte Integers64 = 8;

    /// <summary>Redis's default for set-max-intset-entries.</summary>
    public const int MaxIntegers = 512;

    /// <summary>Redis's default for set-max-listpack-entries.</summary>
    public const int MaxCompactMembers = 128;

    /// <summary>Redis's default for set-max-listpack-value.</summary>
    public const int MaxCompactMemberBytes = 64;

    /// <summary>Ours: few members stay packed even when they are long, up to where moving them about costs more than a table.</summary>
    public const int MaxPackedBytes = 32 * 1024;

    public const int HeaderBytes = 1;

    /// <summary>Longest text of an integer.</summary>
    public const int MaxDigits = 20;

    private readonly ReadOnlySpan<byte> _bytes;

    /// <param name="bytes">Well formed, or empty: no member.</param>
    public PackedSet(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    public bool IsIntegers => !_bytes.IsEmpty && _bytes[0] >= Integers16;

    public bool IsPastLimits => !_bytes.IsEmpty && _bytes[0] == PastLimits;

    /// <summary>What Redis 7.2 would call the form it would have chosen; 7.0 knows no listpack of a set.</summary>
    public ReadOnlySpan<byte> Encoding => IsIntegers ? "intset"u8 : IsPastLimits ? "hashtable"u8 : "listpack"u8;

    /// <summary>Bytes of an integer.</summary>
    public int Width => _bytes[0];

    public int Count
    {
        get
        {
            if (_bytes.IsEmpty)
                return 0;
            if (IsIntegers)
                return (_bytes.Length - HeaderBytes) / Width;
            var count = 0;
            for (var offset = HeaderBytes; PackedFields.TryReadItem(_bytes, ref offset, out _);)
                count++;
            return count;
        }
    }

    public static byte WidthOf(long value) => value switch
    {
        >= short.MinValue and <= short.MaxValue => Integers16,
        >= int.MinValue and <= int.MaxValue => Integers32,
        _ => Integers64,
    };

    public static void WriteInteger(Span<byte> target, long value, int width)
    {
        switch (width)
        {
            case Integers16: BinaryPrimitives.WriteInt16LittleEndian(target, (short)value); break;
            case Integers32: BinaryPrimitives.WriteInt32LittleEndian(target, (int)value); break;
            default: BinaryPrimitives.WriteInt64LittleEndian(target, value); break;
        }
    }

    public static ReadOnlySpan<byte> Text(long value, Span<byte> digits)
    {
        Utf8Formatter.TryFormat(value, digits, out var length);
        return digits[..length];
    }

    public long IntegerAt(int index)
    {
        var bytes = _bytes[(HeaderBytes + (index * Width))..];
        return Width switch
        {
            Integers16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            Integers32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        };
    }

    /// <summary>The index of an integer; where it would have to stand, as complement, when it is not there.</summary>
    public int FindInteger(long wanted)
    {
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var found = IntegerAt(middle);
            if (found == wanted)
                return middle;
            if (found < wanted)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }

    /// <summary>Whether the member is there, and the range of its bytes; else the number of members looked at.</summary>
    public bool TryFind(ReadOnlySpan<byte> member, out int offset, out int length, out int memberCount)
    {
        offset = 0;
        length = 0;
        memberCount = 0;
        if (_bytes.IsEmpty)
            return false;
        if (IsIntegers)
        {
            var index = CanonicalInt64.TryParse(member, out var number) ? FindInteger(number) : -1;
            memberCount = Count;
            offset = HeaderBytes + (index * Width);
            length = Width;
            return index >= 0;
        }

        for (offset = HeaderBytes; offset < _bytes.Length; memberCount++)
        {
            var start = offset;
            PackedFields.TryReadItem(_bytes, ref offset, out var item);
            if (item.Length != member.Length || !item.SequenceEqual(member))
                continue;
            length = offset - start;
            offset = start;
            return true;
        }

        return false;
    }

    /// <summary>Reads the member at an offset, <see cref="HeaderBytes"/> the first, and moves past it; false at the end.</summary>
    /// <param name="offset">Where it stands.</param>
    /// <param name="digits">Room for the text of an integer: <see cref="MaxDigits"/>.</param>
    /// <param name="member">The member.</param>
    public bool TryRead(scoped ref int offset, Span<byte> digits, out ReadOnlySpan<byte> member)
    {
        if (!IsIntegers)
            return PackedFields.TryReadItem(_bytes, ref offset, out member);
        if (offset >= _bytes.Length)
        {
            member = default;
            return false;
        }

        member = Text(IntegerAt((offset - HeaderBytes) / Width), digits);
        offset += Width;
        return true;
    }

    /// <summary>Whether the bytes are a set; how many members it has.</summary>
    public bool TryMeasure(out int memberCount)
    {
        memberCount = 0;
        if (_bytes.Length <= HeaderBytes)
            return false;
        if (!IsIntegers)
        {
            var offset = HeaderBytes;
            for (; PackedFields.TryReadItem(_bytes, ref offset, out _); memberCount++)
            {
            }

            return offset == _bytes.Length;
        }

        if (Width is not (Integers16 or Integers32 or Integers64) || (_bytes.Length - HeaderBytes) % Width != 0)
            return false;
        memberCount = Count;
        for (var i = 1; i < memberCount; i++)
        {
            if (IntegerAt(i - 1) >= IntegerAt(i))
                return false;
        }

        return true;
    }
}
