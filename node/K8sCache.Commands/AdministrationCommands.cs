namespace K8sCache.Commands;

/// <summary>For whoever looks after the server.</summary>
internal static class AdministrationCommands
{
    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.Config, Name = "config", Arity = -2, Group = CommandGroup.Server, Since = "2.0.0",
            Summary = "A container for server configuration commands",
            Complexity = "Depends on subcommand.",
            Subcommands =
            [
                new()
                {
                    Id = CommandId.ConfigGet, Name = "config|get", Arity = -3, Group = CommandGroup.Server, Since = "2.0.0",
                    Summary = "Get the values of configuration parameters",
                    Complexity = "O(N) when N is the number of configuration parameters provided",
                    Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ConfigHelp, Name = "config|help", Arity = 2, Group = CommandGroup.Server, Since = "5.0.0",
                    Summary = "Show helpful text about the different subcommands",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ConfigResetStat, Name = "config|resetstat", Arity = 2, Group = CommandGroup.Server, Since = "2.0.0",
                    Summary = "Reset the stats returned by INFO",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Isolated | CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ConfigRewrite, Name = "config|rewrite", Arity = 2, Group = CommandGroup.Server, Since = "2.8.0",
                    Summary = "Rewrite the configuration file with the in memory configuration",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ConfigSet, Name = "config|set", Arity = -4, Group = CommandGroup.Server, Since = "2.0.0",
                    Summary = "Set configuration parameters to the given values",
                    Complexity = "O(N) when N is the number of configuration parameters provided",
                    Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                    Tips = ["request_policy:all_nodes", "response_policy:all_succeeded"],
                },
            ],
        },
        new()
        {
            Id = CommandId.Debug, Name = "debug", Arity = -2, Group = CommandGroup.Server, Since = "1.0.0",
            Summary = "A container for debugging commands",
            Complexity = "Depends on subcommand.",
            Differs = "off unless --enable-debug-command; only SLEEP",
            Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
        },
        new()
        {
            Id = CommandId.LastSave, Name = "lastsave", Arity = 1, Group = CommandGroup.Server, Since = "1.0.0",
            Summary = "Get the UNIX time stamp of the last successful save to disk",
            Complexity = "O(1)",
            Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast,
            ExtraCategories = CommandCategories.Admin | CommandCategories.Dangerous,
            Tips = ["nondeterministic_output"],
        },
        new()
        {
            Id = CommandId.Latency, Name = "latency", Arity = -2, Group = CommandGroup.Server, Since = "2.8.13",
            Summary = "A container for latency diagnostics commands",
            Complexity = "Depends on subcommand.",
            Subcommands =
            [
                new()
                {
                    Id = CommandId.LatencyDoctor, Name = "latency|doctor", Arity = 2, Group = CommandGroup.Server, Since = "2.8.13",
                    Summary = "Return a human readable latency analysis report.",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                    Tips = ["nondeterministic_output", "request_policy:all_nodes", "response_policy:special"],
                },
                new()
                {
                    Id = CommandId.LatencyHelp, Name = "latency|help", Arity = 2, Group = CommandGroup.Server, Since = "2.8.13",
                    Summary = "Show helpful text about the different subcommands.",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.LatencyHistogram, Name = "latency|histogram", Arity = -2, Group = CommandGroup.Server, Since = "7.0.0",
                    Summary = "Return the cumulative distribution of latencies of a subset of commands or all.",
                    Complexity = "O(N) where N is the number of commands with latency information being retrieved.",
                    Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                    Tips = ["nondeterministic_output", "request_policy:all_nodes", "response_policy:special"],
                },
                new()
                {
                    Id = CommandId.LatencyHistory, Name = "latency|history", Arity = 3, Group = CommandGroup.Server, Since = "2.8.13",
                    Summary = "Return timestamp-latency samples for the event.",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                    Tips = ["nondeterministic_output", "request_policy:all_nodes", "response_policy:special"],
                },
                new()
                {
                    Id = CommandId.LatencyLatest, Name = "latency|latest", Arity = 2, Group = CommandGroup.Server, Since = "2.8.13",
                    Summary = "Return the latest latency samples for all events.",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                    Tips = ["nondeterministic_output", "request_policy:all_nodes", "response_policy:special"],
                },
                new()
                {
                    Id = CommandId.LatencyReset, Name = "latency|reset", Arity = -2, Group = CommandGroup.Server, Since = "2.8.13",
                    Summary = "Reset latency data for one or more events.",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
                    Tips = ["request_policy:all_nodes", "response_policy:all_succeeded"],
                },
            ],
        },
        new()
        {
            Id = CommandId.Role, Name = "role", Arity = 1, Group = CommandGroup.Server, Since = "2.8.12",
            Summary = "Return the role of the instance in the context of replication",
            Complexity = "O(1)",
            Differs = "always a master without replicas: copies follow by slot",
            Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast,
            ExtraCategories = CommandCategories.Admin | CommandCategories.Dangerous,
        },
        new()
        {
            Id = CommandId.Shutdown, Name = "shutdown", Arity = -1, Group = CommandGroup.Server, Since = "1.0.0",
            Summary = "Synchronously save the dataset to disk and then shut down the server",
            Complexity = "O(N) when saving, where N is the total number of keys in all databases when saving data, otherwise O(1)",
            Differs = "refused: a node is stopped by a signal, or by scaling",
            Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.NoMulti | CommandFlags.AllowBusy,
        },
        new()
        {
            Id = CommandId.SlowLog, Name = "slowlog", Arity = -2, Group = CommandGroup.Server, Since = "2.2.12",
            Summary = "A container for slow log commands",
            Complexity = "Depends on subcommand.",
            Subcommands =
            [
                new()
                {
                    Id = CommandId.SlowLogGet, Name = "slowlog|get", Arity = -2, Group = CommandGroup.Server, Since = "2.2.12",
                    Summary = "Get the slow log's entries",
                    Complexity = "O(N) where N is the number of entries returned",
                    Flags = CommandFlags.Admin | CommandFlags.Loading | CommandFlags.Stale,
                    Tips = ["request_policy:all_nodes", "nondeterministic_output"],
                },
                new()
                {
                    Id = CommandId.SlowLogHelp, Name = "slowlog|help", Arity = 2, Group = CommandGroup.Server, Since = "6.2.0",
                    Summary = "Show helpful text about the different subcommands",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.SlowLogLen, Name = "slowlog|len", Arity = 2, Group = CommandGroup.Server, Since = "2.2.12",
                    Summary = "Get the slow log's length",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Admin | CommandFlags.Loading | CommandFlags.Stale,
                    Tips = ["request_policy:all_nodes", "response_policy:agg_sum", "nondeterministic_output"],
                },
                new()
                {
                    Id = CommandId.SlowLogReset, Name = "slowlog|reset", Arity = 2, Group = CommandGroup.Server, Since = "2.2.12",
                    Summary = "Clear all entries from the slow log",
                    Complexity = "O(N) where N is the number of entries in the slowlog",
                    Flags = CommandFlags.Admin | CommandFlags.Loading | CommandFlags.Stale,
                    Tips = ["request_policy:all_nodes", "response_policy:all_succeeded"],
                },
            ],
        },
        new()
        {
            Id = CommandId.Time, Name = "time", Arity = 1, Group = CommandGroup.Server, Since = "2.6.0",
            Summary = "Return the current server time",
            Complexity = "O(1)",
            Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast,
            Tips = ["nondeterministic_output"],
        },
        new()
        {
            Id = CommandId.Wait, Name = "wait", Arity = 3, Group = CommandGroup.Generic, Since = "3.0.0",
            Summary = "Wait for the synchronous replication of all the write commands sent in the context of the current connection",
            Complexity = "O(1)",
            Differs = "does not wait: a write is answered when its copies have it; the number of copies the last write went to",
            Flags = CommandFlags.NoScript,
            ExtraCategories = CommandCategories.Connection,
            Tips = ["request_policy:all_shards", "response_policy:agg_min"],
        },
    ];
}
