namespace K8sCache.Commands;

/// <summary>On ranges of one sorted set.</summary>
internal static class SortedSetRangeCommands
{
    private static readonly KeyPositions OneKey = new(1, 1, 1);

    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.ZCount, Name = "zcount", Arity = 4, Group = CommandGroup.SortedSet, Since = "2.0.0",
            Summary = "Count the members in a sorted set with scores within the given values",
            Complexity = "O(log(N)) with N being the number of elements in the sorted set.",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ZLexCount, Name = "zlexcount", Arity = 4, Group = CommandGroup.SortedSet, Since = "2.8.9",
            Summary = "Count the number of members in a sorted set between a given lexicographical range",
            Complexity = "O(log(N)) with N being the number of elements in the sorted set.",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ZRange, Name = "zrange", Arity = -4, Group = CommandGroup.SortedSet, Since = "1.2.0",
            Summary = "Return a range of members in a sorted set",
            Complexity = "O(log(N)+M) with N being the number of elements in the sorted set and M the number of "
                + "elements returned.",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ZRangeByLex, Name = "zrangebylex", Arity = -4, Group = CommandGroup.SortedSet, Since = "2.8.9",
            Summary = "Return a range of members in a sorted set, by lexicographical range",
            Complexity = "O(log(N)+M) with N being the number of elements in the sorted set and M the number of "
                + "elements being returned. If M is constant (e.g. always asking for the first 10 elements with"
                + " LIMIT), you can consider it O(log(N)).",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ZRangeByScore, Name = "zrangebyscore", Arity = -4, Group = CommandGroup.SortedSet, Since = "1.0.5",
            Summary = "Return a range of members in a sorted set, by score",
            Complexity = "O(log(N)+M) with N being the number of elements in the sorted set and M the number of "
                + "elements being returned. If M is constant (e.g. always asking for the first 10 elements with"
                + " LIMIT), you can consider it O(log(N)).",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ZRemRangeByLex, Name = "zremrangebylex", Arity = 4, Group = CommandGroup.SortedSet, Since = "2.8.9",
            Summary = "Remove all members in a sorted set between the given lexicographical range",
            Complexity = "O(log(N)+M) with N being the number of elements in the sorted set and M the number of "
                + "elements removed by the operation.",
            Flags = CommandFlags.Write,
            Keys = OneKey, KeyUse = "RW delete",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ZRemRangeByRank, Name = "zremrangebyrank", Arity = 4, Group = CommandGroup.SortedSet, Since = "2.0.0",
            Summary = "Remove all members in a sorted set within the given indexes",
            Complexity = "O(log(N)+M) with N being the number of elements in the sorted set and M the number of "
                + "elements removed by the operation.",
            Flags = CommandFlags.Write,
            Keys = OneKey, KeyUse = "RW delete",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ZRemRangeByScore, Name = "zremrangebyscore", Arity = 4, Group = CommandGroup.SortedSet, Since = "1.2.0",
            Summary = "Remove all members in a sorted set within the given scores",
            Complexity = "O(log(N)+M) with N being the number of elements in the sorted set and M the number of "
                + "elements removed by the operation.",
            Flags = CommandFlags.Write,
            Keys = OneKey, KeyUse = "RW delete",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ZRevRange, Name = "zrevrange", Arity = -4, Group = CommandGroup.SortedSet, Since = "1.2.0",
            Summary = "Return a range of members in a sorted set, by index, with scores ordered from high to low",
            Complexity = "O(log(N)+M) with N being the number of elements in the sorted set and M the number of "
                + "elements returned.",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ZRevRangeByLex, Name = "zrevrangebylex", Arity = -4, Group = CommandGroup.SortedSet, Since = "2.8.9",
            Summary = "Return a range of members in a sorted set, by lexicographical range, ordered from higher to "
                + "lower strings.",
            Complexity = "O(log(N)+M) with N being the number of elements in the sorted set and M the number of "
                + "elements being returned. If M is constant (e.g. always asking for the first 10 elements with"
                + " LIMIT), you can consider it O(log(N)).",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ZRevRangeByScore, Name = "zrevrangebyscore", Arity = -4, Group = CommandGroup.SortedSet, Since = "2.2.0",
            Summary = "Return a range of members in a sorted set, by score, with scores ordered from high to low",
            Complexity = "O(log(N)+M) with N being the number of elements in the sorted set and M the number of "
                + "elements being returned. If M is constant (e.g. always asking for the first 10 elements with"
                + " LIMIT), you can consider it O(log(N)).",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
    ];
}
