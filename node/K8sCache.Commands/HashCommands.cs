namespace K8sCache.Commands;

/// <summary>On hashes.</summary>
internal static class HashCommands
{
    private static readonly KeyPositions OneKey = new(1, 1, 1);

    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.HDel, Name = "hdel", Arity = -3, Group = CommandGroup.Hash, Since = "2.0.0",
            Summary = "Delete one or more hash fields",
            Complexity = "O(N) where N is the number of fields to be removed.",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW delete",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HExists, Name = "hexists", Arity = 3, Group = CommandGroup.Hash, Since = "2.0.0",
            Summary = "Determine if a hash field exists",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HGet, Name = "hget", Arity = 3, Group = CommandGroup.Hash, Since = "2.0.0",
            Summary = "Get the value of a hash field",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HGetAll, Name = "hgetall", Arity = 2, Group = CommandGroup.Hash, Since = "2.0.0",
            Summary = "Get all the fields and values in a hash",
            Complexity = "O(N) where N is the size of the hash.",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
            Tips = ["nondeterministic_output_order"],
        },
        new()
        {
            Id = CommandId.HIncrBy, Name = "hincrby", Arity = 4, Group = CommandGroup.Hash, Since = "2.0.0",
            Summary = "Increment the integer value of a hash field by the given number",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HIncrByFloat, Name = "hincrbyfloat", Arity = 4, Group = CommandGroup.Hash, Since = "2.6.0",
            Summary = "Increment the float value of a hash field by the given amount",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HKeys, Name = "hkeys", Arity = 2, Group = CommandGroup.Hash, Since = "2.0.0",
            Summary = "Get all the fields in a hash",
            Complexity = "O(N) where N is the size of the hash.",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
            Tips = ["nondeterministic_output_order"],
        },
        new()
        {
            Id = CommandId.HLen, Name = "hlen", Arity = 2, Group = CommandGroup.Hash, Since = "2.0.0",
            Summary = "Get the number of fields in a hash",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HMGet, Name = "hmget", Arity = -3, Group = CommandGroup.Hash, Since = "2.0.0",
            Summary = "Get the values of all the given hash fields",
            Complexity = "O(N) where N is the number of fields being requested.",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HMSet, Name = "hmset", Arity = -4, Group = CommandGroup.Hash, Since = "2.0.0",
            Summary = "Set multiple hash fields to multiple values",
            Complexity = "O(N) where N is the number of fields being set.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HRandField, Name = "hrandfield", Arity = -2, Group = CommandGroup.Hash, Since = "6.2.0",
            Summary = "Get one or multiple random fields from a hash",
            Complexity = "O(N) where N is the number of fields returned",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Differs = "asked for more than 10,000,000 with repeats, it answers `value is out of range`; Redis goes on until the "
                + "client is cut off",
            Route = CommandRoute.SingleKey,
            Tips = ["nondeterministic_output"],
        },
        new()
        {
            Id = CommandId.HScan, Name = "hscan", Arity = -3, Group = CommandGroup.Hash, Since = "2.8.0",
            Summary = "Incrementally iterate hash fields and associated values",
            Complexity = "O(1) for every call. O(N) for a complete iteration, including enough command calls "
                + "for the cursor to return back to 0. N is the number of elements inside the "
                + "collection..",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Differs = "takes NOVALUES, of Redis 7.4; a cursor is good on every copy of the slot; COUNT is taken as 10,000 at most",
            Route = CommandRoute.SingleKey,
            Tips = ["nondeterministic_output"],
        },
        new()
        {
            Id = CommandId.HSet, Name = "hset", Arity = -4, Group = CommandGroup.Hash, Since = "2.0.0",
            Summary = "Set the string value of a hash field",
            Complexity = "O(1) for each field/value pair added, so O(N) to add N field/value pairs when the "
                + "command is called with multiple field/value pairs.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HSetNx, Name = "hsetnx", Arity = 4, Group = CommandGroup.Hash, Since = "2.0.0",
            Summary = "Set the value of a hash field, only if the field does not exist",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW insert",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HStrLen, Name = "hstrlen", Arity = 3, Group = CommandGroup.Hash, Since = "3.2.0",
            Summary = "Get the length of the value of a hash field",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HVals, Name = "hvals", Arity = 2, Group = CommandGroup.Hash, Since = "2.0.0",
            Summary = "Get all the values in a hash",
            Complexity = "O(N) where N is the size of the hash.",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
            Tips = ["nondeterministic_output_order"],
        },
    ];
}
