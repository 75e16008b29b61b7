using K8sCache.Storage.Hashes;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Sets;

/// <summary>The steps every change of a set is made of. Which form a set has follows Redis 7.2's rules.</summary>
internal static class SetEdit
{
    // Room kept for what follows makes a write of many members linear; more than a fifth would be taken back.
    private const int SpareDivisor = 5;

    public static bool IsOther(scoped ref ValueEditor value) => value.Exists && value.Kind != EntryKind.Set;

    /// <summary>Most bytes adding a member can add, the change of a small set's form included where it is the first.</summary>
    public static long UpperBound(int memberLength) => ElementTable.UpperBound(memberLength) + sizeof(long);

    /// <summary>
    /// Adds a member; false when it was there. <paramref name="restCount"/> = how many follow it at once: room is kept for
    /// some of them.
    /// </summary>
    public static bool Add(scoped ref ValueEditor value, ReadOnlySpan<byte> member, ulong seed, int restCount = 0)
    {
        if (!TryAdd(ref value, member, seed, restCount))
            return false;
        value.Recorder?.MemberAdded(member);
        return true;
    }

    private static bool TryAdd(scoped ref ValueEditor value, ReadOnlySpan<byte> member, ulong seed, int restCount)
    {
        if (value.Large is LargeSet large)
            return large.TryAdd(member);
        var isNumber = CanonicalInt64.TryParse(member, out var number);
        if (!value.Exists)
            value.SetPayload(EntryKind.Set, PackedSet.HeaderBytes)[0] = isNumber ? PackedSet.Integers16 : PackedSet.List;
        var packed = new PackedSet(value.Payload);
        if (packed.TryFind(member, out _, out _, out var memberCount))
            return false;
        if (packed.IsIntegers && isNumber && memberCount < PackedSet.MaxIntegers)
        {
            AddInteger(ref value, number, restCount);
            return true;
        }

        if (memberCount >= PackedSet.MaxCompactMembers
            || value.Payload.Length + member.Length + (packed.IsIntegers ? memberCount * PackedSet.MaxDigits : 0)
                > PackedSet.MaxPackedBytes)
        {
            large = LargeSet.Unpack(packed, seed);
            value.SetLarge(EntryKind.Set, large);
            return large.TryAdd(member);
        }

        if (packed.IsIntegers)
            MakeList(ref value);
        var size = PackedFields.SizeOf(member.Length);
        var spare = Math.Min(restCount * size, value.Payload.Length / SpareDivisor);
        PackedFields.Write(value.Splice(value.Payload.Length, 0, size, spare), member);
        if (member.Length > PackedSet.MaxCompactMemberBytes)
            value.Payload[0] = PackedSet.PastLimits;
        return true;
    }

    /// <summary>Removes a member; false when there was none.</summary>
    public static bool Remove(scoped ref ValueEditor value, ReadOnlySpan<byte> member)
    {
        if (value.Large is LargeSet large)
        {
            if (!large.TryRemove(member))
                return false;
        }
        else
        {
            if (!new PackedSet(value.Payload).TryFind(member, out var offset, out var length, out _))
                return false;
            value.Splice(offset, length, 0);
        }

        value.Recorder?.MemberRemoved(member);
        return true;
    }

    /// <summary>Ends a change: the set goes with its last member.</summary>
    public static EngineStatus Finish(scoped ref ValueEditor value)
    {
        if (value.Large?.Count == 0 || (value.Large is null && value.Payload.Length <= PackedSet.HeaderBytes))
            value.Delete();
        return EngineStatus.Ok;
    }

    private static void AddInteger(scoped ref ValueEditor value, long number, int restCount)
    {
        var width = PackedSet.WidthOf(number);
        if (width > value.Payload[0])
            Widen(ref value, width);
        width = value.Payload[0];
        var index = ~new PackedSet(value.Payload).FindInteger(number);
        var spare = Math.Min(restCount * width, value.Payload.Length / SpareDivisor);
        PackedSet.WriteInteger(value.Splice(PackedSet.HeaderBytes + (index * width), 0, width, spare), number, width);
    }

    private static void Widen(scoped ref ValueEditor value, byte width)
    {
        var old = new PackedSet(value.Payload.ToArray());
        var count = old.Count;
        var target = value.SetPayload(EntryKind.Set, PackedSet.HeaderBytes + (count * width));
        target[0] = width;
        for (var i = 0; i < count; i++)
            PackedSet.WriteInteger(target[(PackedSet.HeaderBytes + (i * width))..], old.IntegerAt(i), width);
    }

    private static void MakeList(scoped ref ValueEditor value)
    {
        var old = new PackedSet(value.Payload.ToArray());
        Span<byte> digits = stackalloc byte[PackedSet.MaxDigits];
        Span<byte> list = stackalloc byte[PackedSet.HeaderBytes + (PackedSet.MaxCompactMembers * (PackedSet.MaxDigits + 1))];
        list[0] = PackedSet.List;
        var length = PackedSet.HeaderBytes;
        for (var offset = PackedSet.HeaderBytes; old.TryRead(ref offset, digits, out var member);)
            length += PackedFields.Write(list[length..], member);
        list[..length].CopyTo(value.SetPayload(EntryKind.Set, length));
    }
}
