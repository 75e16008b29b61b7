namespace K8sCache.Commands;

/// <summary>On several sorted sets.</summary>
internal static class SortedSetAlgebraCommands
{
    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.ZDiff, Name = "zdiff", Arity = -3, Group = CommandGroup.SortedSet, Since = "6.2.0",
            Summary = "Subtract multiple sorted sets",
            Complexity = "O(L + (N-K)log(N)) worst case where L is the total number of elements in all the sets, N is "
                + "the size of the first set, and K is the size of the result set.",
            Flags = CommandFlags.ReadOnly | CommandFlags.MovableKeys | CommandFlags.Isolated,
            Keys = KeyPositions.Counted(1), KeyUse = "RO access",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.ZDiffStore, Name = "zdiffstore", Arity = -4, Group = CommandGroup.SortedSet, Since = "6.2.0",
            Summary = "Subtract multiple sorted sets and store the resulting sorted set in a new key",
            Complexity = "O(L + (N-K)log(N)) worst case where L is the total number of elements in all the sets, N is "
                + "the size of the first set, and K is the size of the result set.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.MovableKeys | CommandFlags.Isolated,
            Keys = new(1, 1, 1) { CountAt = 2 }, KeyUse = "OW update|RO access",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.ZInter, Name = "zinter", Arity = -3, Group = CommandGroup.SortedSet, Since = "6.2.0",
            Summary = "Intersect multiple sorted sets",
            Complexity = "O(N*K)+O(M*log(M)) worst case with N being the smallest input sorted set, K being the number"
                + " of input sorted sets and M being the number of elements in the resulting sorted set.",
            Flags = CommandFlags.ReadOnly | CommandFlags.MovableKeys | CommandFlags.Isolated,
            Keys = KeyPositions.Counted(1), KeyUse = "RO access",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.ZInterCard, Name = "zintercard", Arity = -3, Group = CommandGroup.SortedSet, Since = "7.0.0",
            Summary = "Intersect multiple sorted sets and return the cardinality of the result",
            Complexity = "O(N*K) worst case with N being the smallest input sorted set, K being the number of input "
                + "sorted sets.",
            Flags = CommandFlags.ReadOnly | CommandFlags.MovableKeys | CommandFlags.Isolated,
            Keys = KeyPositions.Counted(1), KeyUse = "RO access",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.ZInterStore, Name = "zinterstore", Arity = -4, Group = CommandGroup.SortedSet, Since = "2.0.0",
            Summary = "Intersect multiple sorted sets and store the resulting sorted set in a new key",
            Complexity = "O(N*K)+O(M*log(M)) worst case with N being the smallest input sorted set, K being the number"
                + " of input sorted sets and M being the number of elements in the resulting sorted set.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.MovableKeys | CommandFlags.Isolated,
            Keys = new(1, 1, 1) { CountAt = 2 }, KeyUse = "OW update|RO access",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.ZMPop, Name = "zmpop", Arity = -4, Group = CommandGroup.SortedSet, Since = "7.0.0",
            Summary = "Remove and return members with scores in a sorted set",
            Complexity = "O(K) + O(M*log(N)) where K is the number of provided keys, N being the number of elements in"
                + " the sorted set, and M being the number of elements popped.",
            Flags = CommandFlags.Write | CommandFlags.MovableKeys | CommandFlags.Isolated,
            Keys = KeyPositions.Counted(1), KeyUse = "RW access delete",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.ZRangeStore, Name = "zrangestore", Arity = -5, Group = CommandGroup.SortedSet, Since = "6.2.0",
            Summary = "Store a range of members from sorted set into another key",
            Complexity = "O(log(N)+M) with N being the number of elements in the sorted set and M the number of "
                + "elements stored into the destination key.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Isolated,
            Keys = new(1, 2, 1), KeyUse = "OW update|RO access",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.ZUnion, Name = "zunion", Arity = -3, Group = CommandGroup.SortedSet, Since = "6.2.0",
            Summary = "Add multiple sorted sets",
            Complexity = "O(N)+O(M*log(M)) with N being the sum of the sizes of the input sorted sets, and M being the"
                + " number of elements in the resulting sorted set.",
            Flags = CommandFlags.ReadOnly | CommandFlags.MovableKeys | CommandFlags.Isolated,
            Keys = KeyPositions.Counted(1), KeyUse = "RO access",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.ZUnionStore, Name = "zunionstore", Arity = -4, Group = CommandGroup.SortedSet, Since = "2.0.0",
            Summary = "Add multiple sorted sets and store the resulting sorted set in a new key",
            Complexity = "O(N)+O(M log(M)) with N being the sum of the sizes of the input sorted sets, and M being the"
                + " number of elements in the resulting sorted set.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.MovableKeys | CommandFlags.Isolated,
            Keys = new(1, 1, 1) { CountAt = 2 }, KeyUse = "OW update|RO access",
            Route = CommandRoute.OneSlot,
        },
    ];
}
