namespace K8sCache.Commands;

/// <summary>What clients of Redis Cluster say to nodes; nodes without a topology, and routers, are no cluster.</summary>
internal static class ClusterCommands
{
    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.Asking, Name = "asking", Arity = 1, Group = CommandGroup.Cluster, Since = "3.0.0",
            Summary = "Sent by cluster clients after an -ASK redirect",
            Complexity = "O(1)",
            Differs = "accepted and without effect: nodes never answer ASK, for a slot's primary serves it until its successor does",
            Flags = CommandFlags.Fast,
            ExtraCategories = CommandCategories.Connection,
        },
        new()
        {
            Id = CommandId.Cluster, Name = "cluster", Arity = -2, Group = CommandGroup.Cluster, Since = "3.0.0",
            Summary = "A container for cluster commands",
            Complexity = "Depends on subcommand.",
            Subcommands =
            [
                new()
                {
                    Id = CommandId.ClusterCountFailureReports, Name = "cluster|count-failure-reports", Arity = 3, Group = CommandGroup.Cluster, Since = "3.0.0",
                    Summary = "Return the number of failure reports active for a given node",
                    Complexity = "O(N) where N is the number of failure reports",
                    Flags = CommandFlags.Admin | CommandFlags.Stale,
                    Tips = ["nondeterministic_output"],
                },
                new()
                {
                    Id = CommandId.ClusterCountKeysInSlot, Name = "cluster|countkeysinslot", Arity = 3, Group = CommandGroup.Cluster, Since = "3.0.0",
                    Summary = "Return the number of local keys in the specified hash slot",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ClusterGetKeysInSlot, Name = "cluster|getkeysinslot", Arity = 4, Group = CommandGroup.Cluster, Since = "3.0.0",
                    Summary = "Return local key names in the specified hash slot",
                    Complexity = "O(log(N)) where N is the number of requested keys",
                    Differs = "O(N) where N is the number of keys on the node: keys are not kept by slot",
                    Flags = CommandFlags.Stale,
                    Tips = ["nondeterministic_output"],
                },
                new()
                {
                    Id = CommandId.ClusterHelp, Name = "cluster|help", Arity = 2, Group = CommandGroup.Cluster, Since = "5.0.0",
                    Summary = "Show helpful text about the different subcommands",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ClusterInfo, Name = "cluster|info", Arity = 2, Group = CommandGroup.Cluster, Since = "3.0.0",
                    Summary = "Provides info about Redis Cluster node state",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Stale,
                    Tips = ["nondeterministic_output"],
                },
                new()
                {
                    Id = CommandId.ClusterKeySlot, Name = "cluster|keyslot", Arity = 3, Group = CommandGroup.Cluster, Since = "3.0.0",
                    Summary = "Returns the hash slot of the specified key",
                    Complexity = "O(N) where N is the number of bytes in the key",
                    Flags = CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ClusterLinks, Name = "cluster|links", Arity = 2, Group = CommandGroup.Cluster, Since = "7.0.0",
                    Summary = "Returns a list of all TCP links to and from peer nodes in cluster",
                    Differs = "always empty: there is no cluster bus",
                    Complexity = "O(N) where N is the total number of Cluster nodes",
                    Flags = CommandFlags.Stale,
                    Tips = ["nondeterministic_output"],
                },
                new()
                {
                    Id = CommandId.ClusterMyId, Name = "cluster|myid", Arity = 2, Group = CommandGroup.Cluster, Since = "3.0.0",
                    Summary = "Return the node id",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ClusterMyShardId, Name = "cluster|myshardid", Arity = 2, Group = CommandGroup.Cluster, Since = "7.2.0",
                    Summary = "Returns the shard ID of a node.",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Stale,
                    Tips = ["nondeterministic_output"],
                },
                new()
                {
                    Id = CommandId.ClusterNodes, Name = "cluster|nodes", Arity = 2, Group = CommandGroup.Cluster, Since = "3.0.0",
                    Summary = "Get Cluster config for the node",
                    Complexity = "O(N) where N is the total number of Cluster nodes",
                    Flags = CommandFlags.Stale,
                    Tips = ["nondeterministic_output"],
                },
                new()
                {
                    Id = CommandId.ClusterReplicas, Name = "cluster|replicas", Arity = 3, Group = CommandGroup.Cluster, Since = "5.0.0",
                    Summary = "List replica nodes of the specified master node",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Admin | CommandFlags.Stale,
                    Tips = ["nondeterministic_output"],
                },
                new()
                {
                    Id = CommandId.ClusterShards, Name = "cluster|shards", Arity = 2, Group = CommandGroup.Cluster, Since = "7.0.0",
                    Summary = "Get array of cluster slots to node mappings",
                    Complexity = "O(N) where N is the total number of cluster nodes",
                    Flags = CommandFlags.Stale,
                    Tips = ["nondeterministic_output"],
                },
                new()
                {
                    Id = CommandId.ClusterSlaves, Name = "cluster|slaves", Arity = 3, Group = CommandGroup.Cluster, Since = "3.0.0",
                    Summary = "List replica nodes of the specified master node",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Admin | CommandFlags.Stale,
                    Tips = ["nondeterministic_output"],
                },
                new()
                {
                    Id = CommandId.ClusterSlots, Name = "cluster|slots", Arity = 2, Group = CommandGroup.Cluster, Since = "3.0.0",
                    Summary = "Get array of Cluster slot to node mappings",
                    Complexity = "O(N) where N is the total number of Cluster nodes",
                    Flags = CommandFlags.Stale,
                    Tips = ["nondeterministic_output"],
                },
            ],
        },
        new()
        {
            Id = CommandId.ReadOnly, Name = "readonly", Arity = 1, Group = CommandGroup.Cluster, Since = "3.0.0",
            Summary = "Enables read queries for a connection to a cluster replica node",
            Complexity = "O(1)",
            Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast,
            ExtraCategories = CommandCategories.Connection,
        },
        new()
        {
            Id = CommandId.ReadWrite, Name = "readwrite", Arity = 1, Group = CommandGroup.Cluster, Since = "3.0.0",
            Summary = "Disables read queries for a connection to a cluster replica node",
            Complexity = "O(1)",
            Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast,
            ExtraCategories = CommandCategories.Connection,
        },
    ];
}
