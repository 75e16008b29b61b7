using K8sCache.Storage.Memory;

namespace K8sCache.Storage.SortedSets;

/// <summary>
/// A sorted set as one run of bytes: for each element, in order of score and member, its <see cref="PackedScore"/>, its
/// member's length as a <see cref="Varint"/>, its member. Small ones are kept like this, and all travel like this.
/// </summary>
internal static class PackedSortedSet
{
    /// <summary>With more members it is kept as a <see cref="LargeSortedSet"/>. Redis' default.</summary>
    public const int MaxCompactMembers = 128;

    /// <summary>With a longer member it is kept as a <see cref="LargeSortedSet"/>. Redis' default.</summary>
    public const int MaxCompactMemberBytes = 64;

    /// <summary>A score as a small set keeps it: as in Redis, minus zero loses its sign there.</summary>
    public static double Kept(double score) => score + 0.0;

    public static int SizeOf(double score, int memberLength) =>
        PackedScore.SizeOf(score) + Varint.SizeOf((ulong)memberLength) + memberLength;

    public static int Write(Span<byte> destination, double score, ReadOnlySpan<byte> member)
    {
        var size = PackedScore.Write(destination, score);
        size += Varint.Write(destination[size..], (ulong)member.Length);
        member.CopyTo(destination[size..]);
        return size + member.Length;
    }

    /// <summary>Reads the element at the offset and moves past it; false at the end or on malformed bytes.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> packed, scoped ref int offset, out double score, out ReadOnlySpan<byte> member)
    {
        member = default;
        if (!PackedScore.TryRead(packed, ref offset, out score) || !Varint.TryRead(packed, ref offset, out var length)
            || length > (ulong)(packed.Length - offset))
        {
            return false;
        }

        member = packed.Slice(offset, (int)length);
        offset += (int)length;
        return true;
    }

    /// <summary>Whether bytes from elsewhere are a sorted set: in order, each member once, not empty.</summary>
    public static bool TryAccept(ReadOnlySpan<byte> packed, ulong seed, out LargeSortedSet? large)
    {
        large = null;
        if (!TryMeasure(packed, out var count, out var longest) || count == 0)
            return false;
        // Each write to a small set comes to its copies like this, so it is not expanded just to be looked at.
        if (count <= MaxCompactMembers && longest <= MaxCompactMemberBytes)
            return !HasOneTwice(packed, seed);
        var expanded = new LargeSortedSet(seed);
        var offset = 0;
        while (offset < packed.Length && TryRead(packed, ref offset, out var score, out var member))
        {
            if (!expanded.Set(member, score))
                return false;
        }

        large = expanded;
        return true;
    }

    /// <summary>Whether a member stands twice in a set of no more than <see cref="MaxCompactMembers"/>.</summary>
    private static bool HasOneTwice(ReadOnlySpan<byte> packed, ulong seed)
    {
        const int Places = 2 * MaxCompactMembers;
        // Offsets of elements, counted from 1, by their members' hashes.
        Span<int> elements = stackalloc int[Places];
        elements.Clear();
        var offset = 0;
        var start = 0;
        for (; TryRead(packed, ref offset, out _, out var member); start = offset)
        {
            var place = (int)(KeyHash.Compute(member, seed) & (Places - 1));
            for (; elements[place] != 0; place = (place + 1) & (Places - 1))
            {
                var at = elements[place] - 1;
                if (TryRead(packed, ref at, out _, out var other) && other.SequenceEqual(member))
                    return true;
            }

            elements[place] = start + 1;
        }

        return false;
    }

    private static bool TryMeasure(ReadOnlySpan<byte> packed, out int count, out int longest)
    {
        (count, longest) = (0, 0);
        var offset = 0;
        var lastScore = double.NegativeInfinity;
        ReadOnlySpan<byte> lastMember = default;
        while (offset < packed.Length)
        {
            if (!TryRead(packed, ref offset, out var score, out var member))
                return false;
            if (count > 0 && !new BelowElement(score, member).Test(lastScore, lastMember))
                return false;
            lastScore = score;
            lastMember = member;
            count++;
            longest = Math.Max(longest, member.Length);
        }

        return true;
    }
}
