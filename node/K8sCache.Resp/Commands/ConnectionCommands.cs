namespace K8sCache.Resp.Commands;

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
            Id = CommandId.Client, Name = "client", Arity = -2, Group = CommandGroup.Connection, Since = "2.4.0",
            Summary = "A container for client connection commands",
            Complexity = "Depends on subcommand.",
            Subcommands =
            [
                new()
                {
                    Id = CommandId.ClientGetName, Name = "client|getname", Arity = 2, Group = CommandGroup.Connection, Since = "2.6.9",
                    Summary = "Get the current connection name",
                    Complexity = "O(1)",
                    Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ClientHelp, Name = "client|help", Arity = 2, Group = CommandGroup.Connection, Since = "5.0.0",
                    Summary = "Show helpful text about the different subcommands",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ClientId, Name = "client|id", Arity = 2, Group = CommandGroup.Connection, Since = "5.0.0",
                    Summary = "Returns the client ID for the current connection",
                    Complexity = "O(1)",
                    Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ClientInfo, Name = "client|info", Arity = 2, Group = CommandGroup.Connection, Since = "6.2.0",
                    Summary = "Returns information about the current client connection.",
                    Complexity = "O(1)",
                    Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                    Tips = ["nondeterministic_output"],
                },
                new()
                {
                    Id = CommandId.ClientList, Name = "client|list", Arity = -2, Group = CommandGroup.Connection, Since = "2.4.0",
                    Summary = "Get the list of client connections",
                    Complexity = "O(N) where N is the number of client connections",
                    Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                    Tips = ["nondeterministic_output"],
                },
                new()
                {
                    Id = CommandId.ClientNoEvict, Name = "client|no-evict", Arity = 3, Group = CommandGroup.Connection, Since = "7.0.0",
                    Summary = "Set client eviction mode for the current connection",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ClientNoTouch, Name = "client|no-touch", Arity = 3, Group = CommandGroup.Connection, Since = "7.2.0",
                    Summary = "Controls whether commands sent by the client affect the LRU/LFU of accessed keys.",
                    Complexity = "O(1)",
                    Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ClientSetInfo, Name = "client|setinfo", Arity = 4, Group = CommandGroup.Connection, Since = "7.2.0",
                    Summary = "Sets information specific to the client or connection.",
                    Complexity = "O(1)",
                    Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ClientSetName, Name = "client|setname", Arity = 3, Group = CommandGroup.Connection, Since = "2.6.9",
                    Summary = "Set the current connection name",
                    Complexity = "O(1)",
                    Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                },
            ],
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
