namespace K8sCache.Commands;

/// <summary>Between our own processes and for our own client library; other clients are told these are unknown.</summary>
internal static class InternalCommands
{
    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.K8sCache, Name = "k8scache", Arity = -2, Group = CommandGroup.Server, Since = "0.1.0",
            Summary = "A container for commands between nodes, routers and the client library",
            Complexity = "Depends on subcommand.",
            Flags = CommandFlags.Internal,
            Route = CommandRoute.NodeOnly,
            Subcommands =
            [
                new()
                {
                    Id = CommandId.K8sCacheApply, Name = "k8scache|apply", Arity = -3, Group = CommandGroup.Server, Since = "0.1.0",
                    Summary = "Merge an entry, as another copy of its slot has it, by its version",
                    Complexity = "O(N) where N is the size of the value",
                    Flags = CommandFlags.Write | CommandFlags.Internal,
                    Route = CommandRoute.NodeOnly,
                },
                new()
                {
                    Id = CommandId.K8sCacheFetch, Name = "k8scache|fetch", Arity = -4, Group = CommandGroup.Server, Since = "0.1.0",
                    Summary = "Get the next entries of a slot",
                    Complexity = "O(N) where N is the number of entries returned",
                    Flags = CommandFlags.ReadOnly | CommandFlags.Internal,
                    Route = CommandRoute.NodeOnly,
                },
                new()
                {
                    Id = CommandId.K8sCacheFlush, Name = "k8scache|flush", Arity = -5, Group = CommandGroup.Server, Since = "0.1.0",
                    Summary = "Drop what slots hold up to a clock, as their primary did",
                    Complexity = "O(N) where N is the number of entries",
                    Flags = CommandFlags.Write | CommandFlags.Internal,
                    Route = CommandRoute.NodeOnly,
                },
                new()
                {
                    Id = CommandId.K8sCachePeer, Name = "k8scache|peer", Arity = 3, Group = CommandGroup.Server, Since = "0.1.0",
                    Summary = "Name the node that opened this connection",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Fast | CommandFlags.Internal,
                    Route = CommandRoute.NodeOnly,
                },
                new()
                {
                    Id = CommandId.K8sCacheReport, Name = "k8scache|report", Arity = 3, Group = CommandGroup.Server, Since = "0.1.0",
                    Summary = "Switch the load report on this connection on or off",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Fast | CommandFlags.Internal,
                    Route = CommandRoute.NodeOnly,
                },
                new()
                {
                    Id = CommandId.K8sCacheRouter, Name = "k8scache|router", Arity = 2, Group = CommandGroup.Server, Since = "0.1.0",
                    Summary = "Declare the connection a router, whose reads any copy may serve",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Fast | CommandFlags.Internal,
                    Route = CommandRoute.NodeOnly,
                },
                new()
                {
                    Id = CommandId.K8sCacheStep, Name = "k8scache|step", Arity = -3, Group = CommandGroup.Server, Since = "0.1.0",
                    Summary = "Change an entry as its primary did, from the version it has",
                    Complexity = "O(N) where N is the number of changes",
                    Flags = CommandFlags.Write | CommandFlags.Internal,
                    Route = CommandRoute.NodeOnly,
                },
                new()
                {
                    Id = CommandId.K8sCacheTopology, Name = "k8scache|topology", Arity = -2, Group = CommandGroup.Server, Since = "0.1.0",
                    Summary = "Get the topology document, or nil when its epoch is not above the one given",
                    Complexity = "O(N) where N is the size of the document",
                    Flags = CommandFlags.Internal | CommandFlags.Loading | CommandFlags.Stale,
                    Route = CommandRoute.Local,
                },
            ],
        },
    ];
}
