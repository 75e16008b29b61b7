namespace K8sCache.Commands;

/// <summary>On sets, one at a time.</summary>
internal static class SetCommands
{
    private static readonly KeyPositions OneKey = new(1, 1, 1);

    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.SAdd, Name = "sadd", Arity = -3, Group = CommandGroup.Set, Since = "1.0.0",
            Summary = "Add one or more members to a set",
            Complexity = "O(1) for each element added, so O(N) to add N elements when the command is called "
                + "with multiple arguments.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW insert",
            Differs = "small sets of any members are compact, as in Redis 7.2, and OBJECT ENCODING says so",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.SCard, Name = "scard", Arity = 2, Group = CommandGroup.Set, Since = "1.0.0",
            Summary = "Get the number of members in a set",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.SIsMember, Name = "sismember", Arity = 3, Group = CommandGroup.Set, Since = "1.0.0",
            Summary = "Determine if a given value is a member of a set",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.SMembers, Name = "smembers", Arity = 2, Group = CommandGroup.Set, Since = "1.0.0",
            Summary = "Get all the members in a set",
            Complexity = "O(N) where N is the set cardinality.",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
            Tips = ["nondeterministic_output_order"],
        },
        new()
        {
            Id = CommandId.SMIsMember, Name = "smismember", Arity = -3, Group = CommandGroup.Set, Since = "6.2.0",
            Summary = "Returns the membership associated with the given elements for a set",
            Complexity = "O(N) where N is the number of elements being checked for membership",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.SPop, Name = "spop", Arity = -2, Group = CommandGroup.Set, Since = "1.0.0",
            Summary = "Remove and return one or multiple random members from a set",
            Complexity = "Without the count argument O(1), otherwise O(N) where N is the value of the passed count.",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access delete",
            Route = CommandRoute.SingleKey,
            Tips = ["nondeterministic_output"],
        },
        new()
        {
            Id = CommandId.SRandMember, Name = "srandmember", Arity = -2, Group = CommandGroup.Set, Since = "1.0.0",
            Summary = "Get one or multiple random members from a set",
            Complexity = "Without the count argument O(1), otherwise O(N) where N is the absolute value of the "
                + "passed count.",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Differs = "asked for more than 10,000,000 with repeats, it answers `value is out of range`; Redis goes on until the "
                + "client is cut off",
            Route = CommandRoute.SingleKey,
            Tips = ["nondeterministic_output"],
        },
        new()
        {
            Id = CommandId.SRem, Name = "srem", Arity = -3, Group = CommandGroup.Set, Since = "1.0.0",
            Summary = "Remove one or more members from a set",
            Complexity = "O(N) where N is the number of members to be removed.",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW delete",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.SScan, Name = "sscan", Arity = -3, Group = CommandGroup.Set, Since = "2.8.0",
            Summary = "Incrementally iterate Set elements",
            Complexity = "O(1) for every call. O(N) for a complete iteration, including enough command calls "
                + "for the cursor to return back to 0. N is the number of elements inside the "
                + "collection..",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Differs = "a cursor is good on every copy of the slot; COUNT is taken as 10,000 at most",
            Route = CommandRoute.SingleKey,
            Tips = ["nondeterministic_output"],
        },
    ];
}
