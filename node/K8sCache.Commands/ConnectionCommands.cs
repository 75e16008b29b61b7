namespace K8sCache.Commands;

/// <summary>About the client and its connection; a router answers them itself.</summary>
internal static class ConnectionCommands
{
    /// <summary>What may be called in any state of the server or the connection.</summary>
    private const CommandFlags AnyTime = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale
        | CommandFlags.Fast | CommandFlags.NoAuth | CommandFlags.AllowBusy;

    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.Auth, Name = "auth", Arity = -2, Group = CommandGroup.Connection, Since = "1.0.0",
            Summary = "Authenticate to the server",
            Complexity = "O(N) where N is the number of passwords defined for the user",
            Flags = AnyTime,
        },
        new()
        {
            Id = CommandId.Echo, Name = "echo", Arity = 2, Group = CommandGroup.Connection, Since = "1.0.0",
            Summary = "Echo the given string",
            Complexity = "O(1)",
            Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast,
        },
        new()
        {
            Id = CommandId.Hello, Name = "hello", Arity = -1, Group = CommandGroup.Connection, Since = "6.0.0",
            Summary = "Handshake with Redis",
            Complexity = "O(1)",
            Flags = AnyTime,
        },
        new()
        {
            Id = CommandId.Ping, Name = "ping", Arity = -1, Group = CommandGroup.Connection, Since = "1.0.0",
            Summary = "Ping the server",
            Complexity = "O(1)",
            Flags = CommandFlags.Fast,
            Tips = ["request_policy:all_shards", "response_policy:all_succeeded"],
        },
        new()
        {
            Id = CommandId.Quit, Name = "quit", Arity = -1, Group = CommandGroup.Connection, Since = "1.0.0",
            Summary = "Close the connection",
            Complexity = "O(1)",
            Flags = AnyTime,
        },
        new()
        {
            Id = CommandId.Reset, Name = "reset", Arity = 1, Group = CommandGroup.Connection, Since = "6.2.0",
            Summary = "Reset the connection",
            Complexity = "O(1)",
            Flags = AnyTime,
        },
        new()
        {
            Id = CommandId.Select, Name = "select", Arity = 2, Group = CommandGroup.Connection, Since = "1.0.0",
            Summary = "Change the selected database for the current connection",
            Complexity = "O(1)",
            Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast,
        },
    ];
}
