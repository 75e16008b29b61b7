namespace K8sCache.Commands;

/// <summary>On fields of hashes that expire one by one: Redis 7.4 and 8.0.</summary>
internal static class FieldExpiryCommands
{
    private static readonly KeyPositions OneKey = new(1, 1, 1);

    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.HExpire, Name = "hexpire", Arity = -6, Group = CommandGroup.Hash, Since = "7.4.0",
            Summary = "Set expiry for hash field using relative time to expire (seconds)",
            Complexity = "O(N) where N is the number of specified fields",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HExpireAt, Name = "hexpireat", Arity = -6, Group = CommandGroup.Hash, Since = "7.4.0",
            Summary = "Set expiry for hash field using an absolute Unix timestamp (seconds)",
            Complexity = "O(N) where N is the number of specified fields",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HExpireTime, Name = "hexpiretime", Arity = -5, Group = CommandGroup.Hash, Since = "7.4.0",
            Summary = "Returns the expiration time of a hash field as a Unix timestamp, in seconds.",
            Complexity = "O(N) where N is the number of specified fields",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HGetDel, Name = "hgetdel", Arity = -5, Group = CommandGroup.Hash, Since = "8.0.0",
            Summary = "Returns the value of a field and deletes it from the hash.",
            Complexity = "O(N) where N is the number of specified fields",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access delete",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HGetExpire, Name = "hgetex", Arity = -5, Group = CommandGroup.Hash, Since = "8.0.0",
            Summary = "Get the value of one or more fields of a given hash key, and optionally set their expiration.",
            Complexity = "O(N) where N is the number of specified fields",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access update",
            KeyNotes = "RW and UPDATE because it changes the TTL",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HPersist, Name = "hpersist", Arity = -5, Group = CommandGroup.Hash, Since = "7.4.0",
            Summary = "Removes the expiration time for each specified field",
            Complexity = "O(N) where N is the number of specified fields",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HPExpire, Name = "hpexpire", Arity = -6, Group = CommandGroup.Hash, Since = "7.4.0",
            Summary = "Set expiry for hash field using relative time to expire (milliseconds)",
            Complexity = "O(N) where N is the number of specified fields",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HPExpireAt, Name = "hpexpireat", Arity = -6, Group = CommandGroup.Hash, Since = "7.4.0",
            Summary = "Set expiry for hash field using an absolute Unix timestamp (milliseconds)",
            Complexity = "O(N) where N is the number of specified fields",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HPExpireTime, Name = "hpexpiretime", Arity = -5, Group = CommandGroup.Hash, Since = "7.4.0",
            Summary = "Returns the expiration time of a hash field as a Unix timestamp, in msec.",
            Complexity = "O(N) where N is the number of specified fields",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HPTtl, Name = "hpttl", Arity = -5, Group = CommandGroup.Hash, Since = "7.4.0",
            Summary = "Returns the TTL in milliseconds of a hash field.",
            Complexity = "O(N) where N is the number of specified fields",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
            Tips = ["nondeterministic_output"],
        },
        new()
        {
            Id = CommandId.HSetExpire, Name = "hsetex", Arity = -6, Group = CommandGroup.Hash, Since = "8.0.0",
            Summary = "Set the value of one or more fields of a given hash key, and optionally set their expiration.",
            Complexity = "O(N) where N is the number of fields being set.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.HTtl, Name = "httl", Arity = -5, Group = CommandGroup.Hash, Since = "7.4.0",
            Summary = "Returns the TTL in seconds of a hash field.",
            Complexity = "O(N) where N is the number of specified fields",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
    ];
}
