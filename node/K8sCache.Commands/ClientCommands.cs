namespace K8sCache.Commands;

/// <summary>CLIENT: connections, seen from one of them.</summary>
internal static class ClientCommands
{
    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.Client, Name = "client", Arity = -2, Group = CommandGroup.Connection, Since = "2.4.0",
            Summary = "A container for client connection commands",
            Complexity = "Depends on subcommand.",
            Subcommands =
            [
                new()
                {
                    Id = CommandId.ClientCaching, Name = "client|caching", Arity = 3, Group = CommandGroup.Connection, Since = "6.0.0",
                    Summary = "Instruct the server about tracking or not keys in the next request",
                    Complexity = "O(1)",
                    Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ClientGetName, Name = "client|getname", Arity = 2, Group = CommandGroup.Connection, Since = "2.6.9",
                    Summary = "Get the current connection name",
                    Complexity = "O(1)",
                    Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ClientGetRedir, Name = "client|getredir", Arity = 2, Group = CommandGroup.Connection, Since = "6.0.0",
                    Summary = "Get tracking notifications redirection client ID if any",
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
                    Id = CommandId.ClientKill, Name = "client|kill", Arity = -3, Group = CommandGroup.Connection, Since = "2.4.0",
                    Summary = "Kill the connection of a client",
                    Complexity = "O(N) where N is the number of client connections",
                    Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
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
                    Differs = "said in CLIENT LIST, and without effect: any read counts as a use",
                    Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ClientPause, Name = "client|pause", Arity = -3, Group = CommandGroup.Connection, Since = "2.9.50",
                    Summary = "Stop processing commands from clients for some time",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ClientReply, Name = "client|reply", Arity = 3, Group = CommandGroup.Connection, Since = "3.2.0",
                    Summary = "Instruct the server whether to reply to commands",
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
                new()
                {
                    Id = CommandId.ClientTracking, Name = "client|tracking", Arity = -3, Group = CommandGroup.Connection, Since = "6.0.0",
                    Summary = "Enable or disable server assisted client side caching support",
                    Complexity = "O(1). Some options may introduce additional complexity.",
                    Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ClientTrackingInfo, Name = "client|trackinginfo", Arity = 2, Group = CommandGroup.Connection, Since = "6.2.0",
                    Summary = "Return information about server assisted client side caching for the current connection",
                    Complexity = "O(1)",
                    Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ClientUnblock, Name = "client|unblock", Arity = -3, Group = CommandGroup.Connection, Since = "5.0.0",
                    Summary = "Unblock a client blocked in a blocking command from a different connection",
                    Complexity = "O(log N) where N is the number of client connections",
                    Differs = "always 0: no command blocks",
                    Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ClientUnpause, Name = "client|unpause", Arity = 2, Group = CommandGroup.Connection, Since = "6.2.0",
                    Summary = "Resume processing of clients that were paused",
                    Complexity = "O(N) Where N is the number of paused clients",
                    Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                },
            ],
        },
    ];
}
