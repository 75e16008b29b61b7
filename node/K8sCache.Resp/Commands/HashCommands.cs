namespace K8sCache.Resp.Commands;

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
            Id = CommandId.HSet, Name = "hset", Arity = -4, Group = CommandGroup.Hash, Since = "2.0.0",
            Summary = "Set the string value of a hash field",
            Complexity = "O(1) for each field/value pair added, so O(N) to add N field/value pairs when the command "
                + "is called with multiple field/value pairs.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW update",
            Route = CommandRoute.SingleKey,
        },
    ];
}
