namespace K8sCache.Commands;

/// <summary>What keys are beneath.</summary>
internal static class ObjectCommands
{
    private static readonly KeyPositions SubjectKey = new(2, 2, 1);

    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.Object, Name = "object", Arity = -2, Group = CommandGroup.Generic, Since = "2.2.3",
            Summary = "A container for object introspection commands",
            Complexity = "Depends on subcommand.",
            HelpLines =
            [
                "ENCODING <key>",
                "    Return the kind of internal representation used in order to store the value",
                "    associated with a <key>.",
                "FREQ <key>",
                "    Return the access frequency index of the <key>. The returned integer is",
                "    proportional to the logarithm of the recent access frequency of the key.",
                "IDLETIME <key>",
                "    Return the idle time of the <key>, that is the approximated number of",
                "    seconds elapsed since the last access to the key.",
                "REFCOUNT <key>",
                "    Return the number of references of the value associated with the specified",
                "    <key>.",
            ],
            Subcommands =
            [
                new()
                {
                    Id = CommandId.ObjectEncoding, Name = "object|encoding", Arity = 3, Group = CommandGroup.Generic, Since = "2.2.3",
                    Summary = "Inspect the internal encoding of a Redis object",
                    Complexity = "O(1)",
                    Flags = CommandFlags.ReadOnly,
                    Keys = SubjectKey, KeyUse = "RO",
                    Route = CommandRoute.SingleKey,
                    Tips = ["nondeterministic_output"],
                    Differs = "a string that APPEND, SETRANGE or SETBIT changed is told by its content and length, not as "
                        + "raw for good",
                },
                new()
                {
                    Id = CommandId.ObjectFreq, Name = "object|freq", Arity = 3, Group = CommandGroup.Generic, Since = "4.0.0",
                    Summary = "Get the logarithmic access frequency counter of a Redis object",
                    Complexity = "O(1)",
                    Flags = CommandFlags.ReadOnly,
                    Keys = SubjectKey, KeyUse = "RO",
                    Route = CommandRoute.SingleKey,
                    Tips = ["nondeterministic_output"],
                    Differs = "uses counted by the eviction policy, 0 to 3, where Redis has a logarithmic counter up to 255",
                },
                new()
                {
                    Id = CommandId.ObjectHelp, Name = "object|help", Arity = 2, Group = CommandGroup.Generic, Since = "6.2.0",
                    Summary = "Show helpful text about the different subcommands",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.ObjectIdleTime, Name = "object|idletime", Arity = 3, Group = CommandGroup.Generic, Since = "2.2.3",
                    Summary = "Get the time since a Redis object was last accessed",
                    Complexity = "O(1)",
                    Flags = CommandFlags.ReadOnly,
                    Keys = SubjectKey, KeyUse = "RO",
                    Route = CommandRoute.SingleKey,
                    Tips = ["nondeterministic_output"],
                    Differs = "with eviction on Redis's own error of its LFU policies: no times of use are kept. With "
                        + "eviction off, seconds since the last write, not since the last use",
                },
                new()
                {
                    Id = CommandId.ObjectRefCount, Name = "object|refcount", Arity = 3, Group = CommandGroup.Generic, Since = "2.2.3",
                    Summary = "Get the number of references to the value of the key",
                    Complexity = "O(1)",
                    Flags = CommandFlags.ReadOnly,
                    Keys = SubjectKey, KeyUse = "RO",
                    Route = CommandRoute.SingleKey,
                    Tips = ["nondeterministic_output"],
                    Differs = "always 1: values are not shared",
                },
            ],
        },
        new()
        {
            Id = CommandId.Memory, Name = "memory", Arity = -2, Group = CommandGroup.Server, Since = "4.0.0",
            Summary = "A container for memory diagnostics commands",
            Complexity = "Depends on subcommand.",
            HelpLines =
            [
                "USAGE <key> [SAMPLES <count>]",
                "    Return memory in bytes used by <key> and its value. Nested values are",
                "    sampled up to <count> times (default: 5, 0 means sample all).",
            ],
            Subcommands =
            [
                new()
                {
                    Id = CommandId.MemoryHelp, Name = "memory|help", Arity = 2, Group = CommandGroup.Server, Since = "4.0.0",
                    Summary = "Show helpful text about the different subcommands",
                    Complexity = "O(1)",
                    Flags = CommandFlags.Loading | CommandFlags.Stale,
                },
                new()
                {
                    Id = CommandId.MemoryUsage, Name = "memory|usage", Arity = -3, Group = CommandGroup.Server, Since = "4.0.0",
                    Summary = "Estimate the memory usage of a key",
                    Complexity = "O(N) where N is the number of samples.",
                    Flags = CommandFlags.ReadOnly,
                    Keys = SubjectKey, KeyUse = "RO",
                    Route = CommandRoute.SingleKey,
                    Differs = "bytes as they are charged here: key, value, record and what eviction needs. SAMPLES is "
                        + "checked and without effect, as every size is known",
                },
            ],
        },
    ];
}
