namespace K8sCache.Commands;

/// <summary>Several commands as one; their keys share a slot.</summary>
internal static class TransactionCommands
{
    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.Discard, Name = "discard", Arity = 1, Group = CommandGroup.Transactions, Since = "2.0.0",
            Summary = "Discard all commands issued after MULTI",
            Complexity = "O(N), when N is the number of queued commands",
            Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast | CommandFlags.AllowBusy,
        },
        new()
        {
            Id = CommandId.Exec, Name = "exec", Arity = 1, Group = CommandGroup.Transactions, Since = "1.2.0",
            Summary = "Execute all commands issued after MULTI",
            Complexity = "Depends on commands in the transaction",
            Flags = CommandFlags.Isolated | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.SkipSlowlog,
        },
        new()
        {
            Id = CommandId.Multi, Name = "multi", Arity = 1, Group = CommandGroup.Transactions, Since = "1.2.0",
            Summary = "Mark the start of a transaction block",
            Complexity = "O(1)",
            Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast | CommandFlags.AllowBusy,
        },
        new()
        {
            Id = CommandId.Unwatch, Name = "unwatch", Arity = 1, Group = CommandGroup.Transactions, Since = "2.2.0",
            Summary = "Forget about all watched keys",
            Complexity = "O(1)",
            Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast | CommandFlags.AllowBusy,
        },
        new()
        {
            Id = CommandId.Watch, Name = "watch", Arity = -2, Group = CommandGroup.Transactions, Since = "2.2.0",
            Summary = "Watch the given keys to determine execution of the MULTI/EXEC block",
            Complexity = "O(1) for every key.",
            Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast | CommandFlags.AllowBusy,
            Keys = new KeyPositions(1, -1, 1), KeyUse = "RO",
            Route = CommandRoute.OneSlot,
        },
    ];
}
