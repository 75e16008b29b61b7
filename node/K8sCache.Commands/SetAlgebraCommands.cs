namespace K8sCache.Commands;

/// <summary>On several sets, which must share a slot.</summary>
internal static class SetAlgebraCommands
{
    private static readonly KeyPositions OneKey = new(1, 1, 1);

    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.SDiff, Name = "sdiff", Arity = -2, Group = CommandGroup.Set, Since = "1.0.0",
            Summary = "Subtract multiple sets",
            Complexity = "O(N) where N is the total number of elements in all given sets.",
            Flags = CommandFlags.ReadOnly | CommandFlags.Isolated,
            Keys = new(1, -1, 1), KeyUse = "RO access",
            Route = CommandRoute.OneSlot,
            Tips = ["nondeterministic_output_order"],
        },
        new()
        {
            Id = CommandId.SDiffStore, Name = "sdiffstore", Arity = -3, Group = CommandGroup.Set, Since = "1.0.0",
            Summary = "Subtract multiple sets and store the resulting set in a key",
            Complexity = "O(N) where N is the total number of elements in all given sets.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Isolated,
            Keys = new(1, -1, 1), KeyUse = "OW update|RO access",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.SInter, Name = "sinter", Arity = -2, Group = CommandGroup.Set, Since = "1.0.0",
            Summary = "Intersect multiple sets",
            Complexity = "O(N*M) worst case where N is the cardinality of the smallest set and M is the number "
                + "of sets.",
            Flags = CommandFlags.ReadOnly | CommandFlags.Isolated,
            Keys = new(1, -1, 1), KeyUse = "RO access",
            Route = CommandRoute.OneSlot,
            Tips = ["nondeterministic_output_order"],
        },
        new()
        {
            Id = CommandId.SInterCard, Name = "sintercard", Arity = -3, Group = CommandGroup.Set, Since = "7.0.0",
            Summary = "Intersect multiple sets and return the cardinality of the result",
            Complexity = "O(N*M) worst case where N is the cardinality of the smallest set and M is the number "
                + "of sets.",
            Flags = CommandFlags.ReadOnly | CommandFlags.MovableKeys | CommandFlags.Isolated,
            Keys = KeyPositions.Counted(1), KeyUse = "RO access",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.SInterStore, Name = "sinterstore", Arity = -3, Group = CommandGroup.Set, Since = "1.0.0",
            Summary = "Intersect multiple sets and store the resulting set in a key",
            Complexity = "O(N*M) worst case where N is the cardinality of the smallest set and M is the number "
                + "of sets.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Isolated,
            Keys = new(1, -1, 1), KeyUse = "RW update|RO access",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.SMove, Name = "smove", Arity = 4, Group = CommandGroup.Set, Since = "1.0.0",
            Summary = "Move a member from one set to another",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.Fast | CommandFlags.Isolated,
            Keys = new(1, 2, 1), KeyUse = "RW access delete|RW insert",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.SUnion, Name = "sunion", Arity = -2, Group = CommandGroup.Set, Since = "1.0.0",
            Summary = "Add multiple sets",
            Complexity = "O(N) where N is the total number of elements in all given sets.",
            Flags = CommandFlags.ReadOnly | CommandFlags.Isolated,
            Keys = new(1, -1, 1), KeyUse = "RO access",
            Route = CommandRoute.OneSlot,
            Tips = ["nondeterministic_output_order"],
        },
        new()
        {
            Id = CommandId.SUnionStore, Name = "sunionstore", Arity = -3, Group = CommandGroup.Set, Since = "1.0.0",
            Summary = "Add multiple sets and store the resulting set in a key",
            Complexity = "O(N) where N is the total number of elements in all given sets.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Isolated,
            Keys = new(1, -1, 1), KeyUse = "OW update|RO access",
            Route = CommandRoute.OneSlot,
        },
    ];
}
