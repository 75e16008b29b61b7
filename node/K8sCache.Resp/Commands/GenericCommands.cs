namespace K8sCache.Resp.Commands;

/// <summary>On keys whatever they hold.</summary>
internal static class GenericCommands
{
    private static readonly KeyPositions OneKey = new(1, 1, 1);
    private static readonly KeyPositions ManyKeys = new(1, -1, 1);

    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.Del, Name = "del", Arity = -2, Group = CommandGroup.Generic, Since = "1.0.0",
            Summary = "Delete a key",
            Complexity = "O(N) where N is the number of keys that will be removed.",
            Flags = CommandFlags.Write,
            Keys = ManyKeys, KeyUse = "RM delete",
            Route = CommandRoute.SplitByKey, Join = ReplyJoin.Sum,
            Tips = ["request_policy:multi_shard", "response_policy:agg_sum"],
        },
        new()
        {
            Id = CommandId.Exists, Name = "exists", Arity = -2, Group = CommandGroup.Generic, Since = "1.0.0",
            Summary = "Determine if a key exists",
            Complexity = "O(N) where N is the number of keys to check.",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = ManyKeys, KeyUse = "RO",
            Route = CommandRoute.SplitByKey, Join = ReplyJoin.Sum,
            Tips = ["request_policy:multi_shard", "response_policy:agg_sum"],
        },
        new()
        {
            Id = CommandId.Expire, Name = "expire", Arity = -3, Group = CommandGroup.Generic, Since = "1.0.0",
            Summary = "Set a key's time to live in seconds",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.Persist, Name = "persist", Arity = 2, Group = CommandGroup.Generic, Since = "2.2.0",
            Summary = "Remove the expiration from a key",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.PExpire, Name = "pexpire", Arity = -3, Group = CommandGroup.Generic, Since = "2.6.0",
            Summary = "Set a key's time to live in milliseconds",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.PTtl, Name = "pttl", Arity = 2, Group = CommandGroup.Generic, Since = "2.6.0",
            Summary = "Get the time to live for a key in milliseconds",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
            Tips = ["nondeterministic_output"],
        },
        new()
        {
            Id = CommandId.Scan, Name = "scan", Arity = -2, Group = CommandGroup.Generic, Since = "2.8.0",
            Summary = "Incrementally iterate the keys space",
            Complexity = "O(1) for every call. O(N) for a complete iteration, including enough command calls for "
                + "the cursor to return back to 0. N is the number of elements inside the collection.",
            Flags = CommandFlags.ReadOnly,
            Route = CommandRoute.Scan,
            Tips = ["nondeterministic_output", "request_policy:special"],
        },
        new()
        {
            Id = CommandId.Ttl, Name = "ttl", Arity = 2, Group = CommandGroup.Generic, Since = "1.0.0",
            Summary = "Get the time to live for a key in seconds",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
            Tips = ["nondeterministic_output"],
        },
        new()
        {
            Id = CommandId.Type, Name = "type", Arity = 2, Group = CommandGroup.Generic, Since = "1.0.0",
            Summary = "Determine the type stored at key",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.Unlink, Name = "unlink", Arity = -2, Group = CommandGroup.Generic, Since = "4.0.0",
            Summary = "Delete a key, freeing its memory in the background",
            Complexity = "O(1) for each key removed.",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = ManyKeys, KeyUse = "RM delete",
            Route = CommandRoute.SplitByKey, Join = ReplyJoin.Sum,
            Tips = ["request_policy:multi_shard", "response_policy:agg_sum"],
        },
    ];
}
