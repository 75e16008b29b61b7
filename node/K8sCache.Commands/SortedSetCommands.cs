namespace K8sCache.Commands;

/// <summary>On members of one sorted set.</summary>
internal static class SortedSetCommands
{
    private static readonly KeyPositions OneKey = new(1, 1, 1);

    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.ZAdd, Name = "zadd", Arity = -4, Group = CommandGroup.SortedSet, Since = "1.2.0",
            Summary = "Add one or more members to a sorted set, or update its score if it already exists",
            Complexity = "O(log(N)) for each item added, where N is the number of elements in the sorted set.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ZCard, Name = "zcard", Arity = 2, Group = CommandGroup.SortedSet, Since = "1.2.0",
            Summary = "Get the number of members in a sorted set",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ZIncrBy, Name = "zincrby", Arity = 4, Group = CommandGroup.SortedSet, Since = "1.2.0",
            Summary = "Increment the score of a member in a sorted set",
            Complexity = "O(log(N)) where N is the number of elements in the sorted set.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ZMScore, Name = "zmscore", Arity = -3, Group = CommandGroup.SortedSet, Since = "6.2.0",
            Summary = "Get the score associated with the given members in a sorted set",
            Complexity = "O(N) where N is the number of members being requested.",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ZPopMax, Name = "zpopmax", Arity = -2, Group = CommandGroup.SortedSet, Since = "5.0.0",
            Summary = "Remove and return members with the highest scores in a sorted set",
            Complexity = "O(log(N)*M) with N being the number of elements in the sorted set, and M being the number of"
                + " elements popped.",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access delete",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ZPopMin, Name = "zpopmin", Arity = -2, Group = CommandGroup.SortedSet, Since = "5.0.0",
            Summary = "Remove and return members with the lowest scores in a sorted set",
            Complexity = "O(log(N)*M) with N being the number of elements in the sorted set, and M being the number of"
                + " elements popped.",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access delete",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ZRandMember, Name = "zrandmember", Arity = -2, Group = CommandGroup.SortedSet, Since = "6.2.0",
            Summary = "Get one or multiple random elements from a sorted set",
            Complexity = "O(N) where N is the number of elements returned",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
            Tips = ["nondeterministic_output"],
        },
        new()
        {
            Id = CommandId.ZRank, Name = "zrank", Arity = -3, Group = CommandGroup.SortedSet, Since = "2.0.0",
            Summary = "Determine the index of a member in a sorted set",
            Complexity = "O(log(N))",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
            Differs = "takes WITHSCORE, as Redis 7.2 does",
        },
        new()
        {
            Id = CommandId.ZRem, Name = "zrem", Arity = -3, Group = CommandGroup.SortedSet, Since = "1.2.0",
            Summary = "Remove one or more members from a sorted set",
            Complexity = "O(M*log(N)) with N being the number of elements in the sorted set and M the number of "
                + "elements to be removed.",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW delete",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ZRevRank, Name = "zrevrank", Arity = -3, Group = CommandGroup.SortedSet, Since = "2.0.0",
            Summary = "Determine the index of a member in a sorted set, with scores ordered from high to low",
            Complexity = "O(log(N))",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
            Differs = "takes WITHSCORE, as Redis 7.2 does",
        },
        new()
        {
            Id = CommandId.ZScan, Name = "zscan", Arity = -3, Group = CommandGroup.SortedSet, Since = "2.8.0",
            Summary = "Incrementally iterate sorted sets elements and associated scores",
            Complexity = "O(1) for every call. O(N) for a complete iteration, including enough command calls for the "
                + "cursor to return back to 0. N is the number of elements inside the collection..",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
            Tips = ["nondeterministic_output"],
        },
        new()
        {
            Id = CommandId.ZScore, Name = "zscore", Arity = 3, Group = CommandGroup.SortedSet, Since = "1.2.0",
            Summary = "Get the score associated with the given member in a sorted set",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
    ];
}
