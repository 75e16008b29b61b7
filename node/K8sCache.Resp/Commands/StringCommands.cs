namespace K8sCache.Resp.Commands;

/// <summary>On string values.</summary>
internal static class StringCommands
{
    private static readonly KeyPositions OneKey = new(1, 1, 1);
    private static readonly KeyPositions ManyKeys = new(1, -1, 1);

    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.Append, Name = "append", Arity = 3, Group = CommandGroup.String, Since = "2.0.0",
            Summary = "Append a value to a key",
            Complexity = "O(1). The amortized time complexity is O(1) assuming the appended value is small and the "
                + "already present value is of any size.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW insert",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.Decr, Name = "decr", Arity = 2, Group = CommandGroup.String, Since = "1.0.0",
            Summary = "Decrement the integer value of a key by one",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.DecrBy, Name = "decrby", Arity = 3, Group = CommandGroup.String, Since = "1.0.0",
            Summary = "Decrement the integer value of a key by the given number",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.Get, Name = "get", Arity = 2, Group = CommandGroup.String, Since = "1.0.0",
            Summary = "Get the value of a key",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.Incr, Name = "incr", Arity = 2, Group = CommandGroup.String, Since = "1.0.0",
            Summary = "Increment the integer value of a key by one",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.IncrBy, Name = "incrby", Arity = 3, Group = CommandGroup.String, Since = "1.0.0",
            Summary = "Increment the integer value of a key by the given amount",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.MGet, Name = "mget", Arity = -2, Group = CommandGroup.String, Since = "1.0.0",
            Summary = "Get the values of all the given keys",
            Complexity = "O(N) where N is the number of keys to retrieve.",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = ManyKeys, KeyUse = "RO access",
            Route = CommandRoute.SplitByKey, Join = ReplyJoin.KeyOrder,
            Tips = ["request_policy:multi_shard"],
        },
        new()
        {
            Id = CommandId.MSet, Name = "mset", Arity = -3, Group = CommandGroup.String, Since = "1.0.1",
            Summary = "Set multiple keys to multiple values",
            Complexity = "O(N) where N is the number of keys to set.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom,
            Keys = new KeyPositions(1, -1, 2), KeyUse = "OW update",
            Route = CommandRoute.SplitByKey, Join = ReplyJoin.AllOk,
            Tips = ["request_policy:multi_shard", "response_policy:all_succeeded"],
        },
        new()
        {
            Id = CommandId.Set, Name = "set", Arity = -3, Group = CommandGroup.String, Since = "1.0.0",
            Summary = "Set the string value of a key",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.DenyOom,
            Keys = OneKey, KeyUse = "RW access update variable_flags",
            KeyNotes = "RW and ACCESS due to the optional `GET` argument",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.StrLen, Name = "strlen", Arity = 2, Group = CommandGroup.String, Since = "2.2.0",
            Summary = "Get the length of the value stored in a key",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO",
            Route = CommandRoute.SingleKey,
        },
    ];
}
