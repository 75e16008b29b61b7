namespace K8sCache.Commands;

/// <summary>About the server and all its keys.</summary>
internal static class ServerCommands
{
    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.Command, Name = "command", Arity = -1, Group = CommandGroup.Server, Since = "2.8.13",
            Summary = "Get array of Redis command details",
            Complexity = "O(N) where N is the total number of Redis commands",
            Flags = CommandFlags.Loading | CommandFlags.Stale,
            ExtraCategories = CommandCategories.Connection,
            Tips = ["nondeterministic_output_order"],
            Subcommands =
            [
                new()
                {
                    Id = CommandId.CommandCount, Name = "command|count", Arity = 2, Group = CommandGroup.Server, Since = "2.8.13",
                    Summary = "Get total number of Redis commands",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Loading | CommandFlags.Stale,
                    ExtraCategories = CommandCategories.Connection,
                },
                new()
                {
                    Id = CommandId.CommandDocs, Name = "command|docs", Arity = -2, Group = CommandGroup.Server, Since = "7.0.0",
                    Summary = "Get array of specific Redis command documentation",
                    Complexity = "O(N) where N is the number of commands to look up",
                    Flags = CommandFlags.Loading | CommandFlags.Stale,
                    ExtraCategories = CommandCategories.Connection,
                    Tips = ["nondeterministic_output_order"],
                },
                new()
                {
                    Id = CommandId.CommandGetKeys, Name = "command|getkeys", Arity = -4, Group = CommandGroup.Server, Since = "2.8.13",
                    Summary = "Extract keys given a full Redis command",
                    Complexity = "O(N) where N is the number of arguments to the command",
                    Flags = CommandFlags.Loading | CommandFlags.Stale,
                    ExtraCategories = CommandCategories.Connection,
                },
                new()
                {
                    Id = CommandId.CommandGetKeysAndFlags, Name = "command|getkeysandflags", Arity = -4, Group = CommandGroup.Server, Since = "7.0.0",
                    Summary = "Extract keys and access flags given a full Redis command",
                    Complexity = "O(N) where N is the number of arguments to the command",
                    Flags = CommandFlags.Loading | CommandFlags.Stale,
                    ExtraCategories = CommandCategories.Connection,
                },
                new()
                {
                    Id = CommandId.CommandHelp, Name = "command|help", Arity = 2, Group = CommandGroup.Server, Since = "5.0.0",
                    Summary = "Show helpful text about the different subcommands",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Loading | CommandFlags.Stale,
                    ExtraCategories = CommandCategories.Connection,
                },
                new()
                {
                    Id = CommandId.CommandInfo, Name = "command|info", Arity = -2, Group = CommandGroup.Server, Since = "2.8.13",
                    Summary = "Get array of specific Redis command details, or all when no argument is given.",
                    Complexity = "O(N) where N is the number of commands to look up",
                    Flags = CommandFlags.Loading | CommandFlags.Stale,
                    ExtraCategories = CommandCategories.Connection,
                    Tips = ["nondeterministic_output_order"],
                },
                new()
                {
                    Id = CommandId.CommandList, Name = "command|list", Arity = -2, Group = CommandGroup.Server, Since = "7.0.0",
                    Summary = "Get an array of Redis command names",
                    Complexity = "O(N) where N is the total number of Redis commands",
                    Flags = CommandFlags.Loading | CommandFlags.Stale,
                    ExtraCategories = CommandCategories.Connection,
                    Tips = ["nondeterministic_output_order"],
                },
            ],
        },
        new()
        {
            Id = CommandId.DbSize, Name = "dbsize", Arity = 1, Group = CommandGroup.Server, Since = "1.0.0",
            Summary = "Return the number of keys in the selected database",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            ExtraCategories = CommandCategories.Keyspace,
            Route = CommandRoute.AllNodes, Join = ReplyJoin.Sum,
            Tips = ["request_policy:all_shards", "response_policy:agg_sum"],
        },
        new()
        {
            Id = CommandId.FlushAll, Name = "flushall", Arity = -1, Group = CommandGroup.Server, Since = "1.0.0",
            Summary = "Remove all keys from all databases",
            Complexity = "O(N) where N is the total number of keys in all databases",
            Flags = CommandFlags.Write,
            ExtraCategories = CommandCategories.Keyspace | CommandCategories.Dangerous,
            Route = CommandRoute.AllNodes, Join = ReplyJoin.AllOk,
            Tips = ["request_policy:all_shards", "response_policy:all_succeeded"],
        },
        new()
        {
            Id = CommandId.FlushDb, Name = "flushdb", Arity = -1, Group = CommandGroup.Server, Since = "1.0.0",
            Summary = "Remove all keys from the current database",
            Complexity = "O(N) where N is the number of keys in the selected database",
            Flags = CommandFlags.Write,
            ExtraCategories = CommandCategories.Keyspace | CommandCategories.Dangerous,
            Route = CommandRoute.AllNodes, Join = ReplyJoin.AllOk,
            Tips = ["request_policy:all_shards", "response_policy:all_succeeded"],
        },
        new()
        {
            Id = CommandId.Info, Name = "info", Arity = -1, Group = CommandGroup.Server, Since = "1.0.0",
            Summary = "Get information and statistics about the server",
            Complexity = "O(1)",
            Flags = CommandFlags.Loading | CommandFlags.Stale,
            ExtraCategories = CommandCategories.Dangerous,
            Tips = ["nondeterministic_output", "request_policy:all_shards", "response_policy:special"],
        },
    ];
}
