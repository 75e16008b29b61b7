namespace K8sCache.Commands;

/// <summary>When keys go.</summary>
internal static class ExpiryCommands
{
    private static readonly KeyPositions OneKey = new(1, 1, 1);

    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
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
            Id = CommandId.ExpireAt, Name = "expireat", Arity = -3, Group = CommandGroup.Generic, Since = "1.2.0",
            Summary = "Set the expiration for a key as a UNIX timestamp",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.ExpireTime, Name = "expiretime", Arity = 2, Group = CommandGroup.Generic, Since = "7.0.0",
            Summary = "Get the expiration Unix timestamp for a key",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
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
            Id = CommandId.PExpireAt, Name = "pexpireat", Arity = -3, Group = CommandGroup.Generic, Since = "2.6.0",
            Summary = "Set the expiration for a key as a UNIX timestamp specified in milliseconds",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.PExpireTime, Name = "pexpiretime", Arity = 2, Group = CommandGroup.Generic, Since = "7.0.0",
            Summary = "Get the expiration Unix timestamp for a key in milliseconds",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
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
            Id = CommandId.Ttl, Name = "ttl", Arity = 2, Group = CommandGroup.Generic, Since = "1.0.0",
            Summary = "Get the time to live for a key in seconds",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
            Tips = ["nondeterministic_output"],
        },
    ];
}
