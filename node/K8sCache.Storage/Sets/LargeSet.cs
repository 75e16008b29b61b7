using K8sCache.Storage.Hashes;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Sets;

/// <summary>A set past the compact limits.</summary>
internal sealed class LargeSet(ulong seed) : ElementTable(seed)
{
    /// <summary>Whether this is a well-formed <see cref="PackedSet"/>; past what is kept like that, as a large set.</summary>
    public static bool TryAccept(ReadOnlySpan<byte> bytes, ulong seed, out LargeValue? large)
    {
        large = null;
        var packed = new PackedSet(bytes);
        if (!packed.TryMeasure(out var memberCount))
            return false;
        var fits = packed.IsIntegers
            ? memberCount <= PackedSet.MaxIntegers
            : memberCount <= PackedSet.MaxCompactMembers && bytes.Length <= PackedSet.MaxPackedBytes;
        if (!fits)
            large = Unpack(packed, seed);
        return true;
    }

    public static LargeSet Unpack(scoped PackedSet packed, ulong seed)
    {
        var large = new LargeSet(seed);
        Span<byte> digits = stackalloc byte[PackedSet.MaxDigits];
        for (var offset = PackedSet.HeaderBytes; packed.TryRead(ref offset, digits, out var member);)
            large.TryAdd(member);
        return large;
    }

    public bool TryAdd(ReadOnlySpan<byte> member)
    {
        if (Find(member) != None)
            return false;
        Add(member, []);
        return true;
    }

    public bool TryRemove(ReadOnlySpan<byte> member)
    {
        var index = Find(member);
        if (index == None)
            return false;
        RemoveAt(index);
        return true;
    }

    public void Remove(int index) => RemoveAt(index);

    public override byte[] Pack()
    {
        var size = PackedSet.HeaderBytes;
        for (var index = 0; index < Count; index++)
            size += PackedFields.SizeOf(KeyAt(index).Length);
        var packed = new byte[size];
        packed[0] = PackedSet.PastLimits;
        var offset = PackedSet.HeaderBytes;
        for (var index = 0; index < Count; index++)
            offset += PackedFields.Write(packed.AsSpan(offset), KeyAt(index));
        return packed;
    }
}
