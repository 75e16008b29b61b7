namespace K8sCache.Commands;

/// <summary>On string values.</summary>
internal static class StringCommands
{
    private static readonly KeyPositions OneKey = new(1, 1, 1);
    private static readonly KeyPositions ManyKeys = new(1, -1, 1);
    private static readonly KeyPositions TwoKeys = new(1, 2, 1);

    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.Append, Name = "append", Arity = 3, Group = CommandGroup.String, Since = "2.0.0",
            Summary = "Append a value to a key",
            Complexity = "O(1). The amortized time complexity is O(1) assuming the appended value is small and the already "
                + "present value is of any size, since the dynamic string library used by Redis will double the free space "
                + "available on every reallocation.",
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
            Id = CommandId.GetDel, Name = "getdel", Arity = 2, Group = CommandGroup.String, Since = "6.2.0",
            Summary = "Get the value of a key and delete the key",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access delete",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.GetEx, Name = "getex", Arity = -2, Group = CommandGroup.String, Since = "6.2.0",
            Summary = "Get the value of a key and optionally set its expiration",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access update",
            KeyNotes = "RW and UPDATE because it changes the TTL",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.GetRange, Name = "getrange", Arity = 4, Group = CommandGroup.String, Since = "2.4.0",
            Summary = "Get a substring of the string stored at a key",
            Complexity = "O(N) where N is the length of the returned string. The complexity is ultimately determined by the "
                + "returned length, but because creating a substring from an existing string is very cheap, it can be "
                + "considered O(1) for small strings.",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.GetSet, Name = "getset", Arity = 3, Group = CommandGroup.String, Since = "1.0.0",
            Summary = "Set the string value of a key and return its old value",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access update",
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
            Id = CommandId.IncrByFloat, Name = "incrbyfloat", Arity = 3, Group = CommandGroup.String, Since = "2.6.0",
            Summary = "Increment the float value of a key by the given amount",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.Lcs, Name = "lcs", Arity = -3, Group = CommandGroup.String, Since = "7.0.0",
            Summary = "Find longest common substring",
            Complexity = "O(N*M) where N and M are the lengths of s1 and s2, respectively",
            Flags = CommandFlags.ReadOnly,
            Keys = TwoKeys, KeyUse = "RO access",
            Route = CommandRoute.OneSlot,
            Differs = "strings whose lengths multiply to more than 4 Mi are refused, with Redis's own error for 128 Mi of "
                + "them: the table takes memory besides the cache's",
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
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Isolated,
            Keys = new KeyPositions(1, -1, 2), KeyUse = "OW update",
            Route = CommandRoute.SplitByKey, Join = ReplyJoin.AllOk,
            Tips = ["request_policy:multi_shard", "response_policy:all_succeeded"],
        },
        new()
        {
            Id = CommandId.MSetNx, Name = "msetnx", Arity = -3, Group = CommandGroup.String, Since = "1.0.1",
            Summary = "Set multiple keys to multiple values, only if none of the keys exist",
            Complexity = "O(N) where N is the number of keys to set.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Isolated,
            Keys = new KeyPositions(1, -1, 2), KeyUse = "OW insert",
            Route = CommandRoute.OneSlot,
            Tips = ["request_policy:multi_shard", "response_policy:agg_min"],
        },
        new()
        {
            Id = CommandId.PSetEx, Name = "psetex", Arity = 4, Group = CommandGroup.String, Since = "2.6.0",
            Summary = "Set the value and expiration in milliseconds of a key",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.DenyOom,
            Keys = OneKey, KeyUse = "OW update",
            Route = CommandRoute.SingleKey,
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
            Id = CommandId.SetEx, Name = "setex", Arity = 4, Group = CommandGroup.String, Since = "2.0.0",
            Summary = "Set the value and expiration of a key",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.DenyOom,
            Keys = OneKey, KeyUse = "OW update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.SetNx, Name = "setnx", Arity = 3, Group = CommandGroup.String, Since = "1.0.0",
            Summary = "Set the value of a key, only if the key does not exist",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "OW insert",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.SetRange, Name = "setrange", Arity = 4, Group = CommandGroup.String, Since = "2.2.0",
            Summary = "Overwrite part of a string at key starting at the specified offset",
            Complexity = "O(1), not counting the time taken to copy the new string in place. Usually, this string is very "
                + "small so the amortized complexity is O(1). Otherwise, complexity is O(M) with M being the length of the "
                + "value argument.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom,
            Keys = OneKey, KeyUse = "RW update",
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
        new()
        {
            Id = CommandId.SubStr, Name = "substr", Arity = 4, Group = CommandGroup.String, Since = "1.0.0",
            Summary = "Get a substring of the string stored at a key",
            Complexity = "O(N) where N is the length of the returned string. The complexity is ultimately determined by the "
                + "returned length, but because creating a substring from an existing string is very cheap, it can be "
                + "considered O(1) for small strings.",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
    ];
}
