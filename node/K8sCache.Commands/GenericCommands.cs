namespace K8sCache.Commands;

/// <summary>On keys whatever they hold.</summary>
internal static class GenericCommands
{
    private static readonly KeyPositions OneKey = new(1, 1, 1);
    private static readonly KeyPositions ManyKeys = new(1, -1, 1);
    private static readonly KeyPositions TwoKeys = new(1, 2, 1);

    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.Copy, Name = "copy", Arity = -3, Group = CommandGroup.Generic, Since = "6.2.0",
            Summary = "Copy a key",
            Complexity = "O(N) worst case for collections, where N is the number of nested items. O(1) for string values.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Isolated,
            Keys = TwoKeys, KeyUse = "RO access|OW update",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.Del, Name = "del", Arity = -2, Group = CommandGroup.Generic, Since = "1.0.0",
            Summary = "Delete a key",
            Complexity = "O(N) where N is the number of keys that will be removed. When a key to remove holds a value other "
                + "than a string, the individual complexity for this key is O(M) where M is the number of elements in the "
                + "list, set, sorted set or hash. Removing a single key that holds a string value is O(1).",
            Flags = CommandFlags.Write,
            Keys = ManyKeys, KeyUse = "RM delete",
            Route = CommandRoute.SplitByKey, Join = ReplyJoin.Sum,
            Tips = ["request_policy:multi_shard", "response_policy:agg_sum"],
        },
        new()
        {
            Id = CommandId.Dump, Name = "dump", Arity = 2, Group = CommandGroup.Generic, Since = "2.6.0",
            Summary = "Return a serialized version of the value stored at the specified key.",
            Complexity = "O(1) to access the key and additional O(N*M) to serialize it, where N is the number of Redis "
                + "objects composing the value and M their average size. For small string values the time complexity is thus "
                + "O(1)+O(1*M) where M is small, so simply O(1).",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
            Tips = ["nondeterministic_output"],
            Differs = "the payload has a form of its own, with a version and a checksum as Redis has them: values are not "
                + "kept in Redis's forms here, so each refuses what the other dumped",
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
            Id = CommandId.Keys, Name = "keys", Arity = 2, Group = CommandGroup.Generic, Since = "1.0.0",
            Summary = "Find all keys matching the given pattern",
            Complexity = "O(N) with N being the number of keys in the database, under the assumption that the key names in "
                + "the database and the given pattern have limited length.",
            Flags = CommandFlags.ReadOnly,
            ExtraCategories = CommandCategories.Dangerous,
            Route = CommandRoute.AllNodes, Join = ReplyJoin.Concat,
            Tips = ["request_policy:all_shards", "nondeterministic_output_order"],
        },
        new()
        {
            Id = CommandId.RandomKey, Name = "randomkey", Arity = 1, Group = CommandGroup.Generic, Since = "1.0.0",
            Summary = "Return a random key from the keyspace",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly,
            Route = CommandRoute.AllNodes, Join = ReplyJoin.AnyOne,
            Tips = ["request_policy:all_shards", "nondeterministic_output"],
            Differs = "not all keys are equally likely: a place in the table is drawn, and one of the next keys taken",
        },
        new()
        {
            Id = CommandId.Rename, Name = "rename", Arity = 3, Group = CommandGroup.Generic, Since = "1.0.0",
            Summary = "Rename a key",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.Isolated,
            Keys = TwoKeys, KeyUse = "RW access delete|OW update",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.RenameNx, Name = "renamenx", Arity = 3, Group = CommandGroup.Generic, Since = "1.0.0",
            Summary = "Rename a key, only if the new key does not exist",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.Fast | CommandFlags.Isolated,
            Keys = TwoKeys, KeyUse = "RW access delete|OW insert",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.Restore, Name = "restore", Arity = -4, Group = CommandGroup.Generic, Since = "2.6.0",
            Summary = "Create a key using the provided serialized value, previously obtained using DUMP.",
            Complexity = "O(1) to create the new key and additional O(N*M) to reconstruct the serialized value, where N is "
                + "the number of Redis objects composing the value and M their average size. For small string values the time "
                + "complexity is thus O(1)+O(1*M) where M is small, so simply O(1). However for sorted set values the "
                + "complexity is O(N*M*log(N)) because inserting values into sorted sets is O(log(N)).",
            Flags = CommandFlags.Write | CommandFlags.DenyOom,
            ExtraCategories = CommandCategories.Dangerous,
            Keys = OneKey, KeyUse = "OW update",
            Route = CommandRoute.SingleKey,
            Differs = "takes what DUMP here gave; a payload of Redis answers its own `DUMP payload version or checksum are "
                + "wrong`. IDLETIME and FREQ are checked and without effect",
        },
        new()
        {
            Id = CommandId.Scan, Name = "scan", Arity = -2, Group = CommandGroup.Generic, Since = "2.8.0",
            Summary = "Incrementally iterate the keys space",
            Complexity = "O(1) for every call. O(N) for a complete iteration, including enough command calls for the cursor "
                + "to return back to 0. N is the number of elements inside the collection.",
            Flags = CommandFlags.ReadOnly,
            Route = CommandRoute.Scan,
            Tips = ["nondeterministic_output", "request_policy:special"],
            Differs = "COUNT is at most 10000",
        },
        new()
        {
            Id = CommandId.Touch, Name = "touch", Arity = -2, Group = CommandGroup.Generic, Since = "3.2.1",
            Summary = "Alters the last access time of a key(s). Returns the number of existing keys specified.",
            Complexity = "O(N) where N is the number of keys that will be touched.",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = ManyKeys, KeyUse = "RO",
            Route = CommandRoute.SplitByKey, Join = ReplyJoin.Sum,
            Tips = ["request_policy:multi_shard", "response_policy:agg_sum"],
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
            Summary = "Delete a key asynchronously in another thread. Otherwise it is just as DEL, but non blocking.",
            Complexity = "O(1) for each key removed regardless of its size. Then the command does O(N) work in a different "
                + "thread in order to reclaim memory, where N is the number of allocations the deleted objects where composed "
                + "of.",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = ManyKeys, KeyUse = "RM delete",
            Route = CommandRoute.SplitByKey, Join = ReplyJoin.Sum,
            Tips = ["request_policy:multi_shard", "response_policy:agg_sum"],
        },
    ];
}
