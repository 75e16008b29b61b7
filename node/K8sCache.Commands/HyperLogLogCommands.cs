namespace K8sCache.Commands;

/// <summary>On string values that hold a HyperLogLog.</summary>
internal static class HyperLogLogCommands
{
    private static readonly KeyPositions OneKey = new(1, 1, 1);
    private static readonly KeyPositions ManyKeys = new(1, -1, 1);

    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.PfAdd, Name = "pfadd", Arity = -2, Group = CommandGroup.HyperLogLog, Since = "2.8.9",
            Summary = "Adds the specified elements to the specified HyperLogLog.",
            Complexity = "O(1) to add every element.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW insert",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.PfCount, Name = "pfcount", Arity = -2, Group = CommandGroup.HyperLogLog, Since = "2.8.9",
            Summary = "Return the approximated cardinality of the set(s) observed by the HyperLogLog at key(s).",
            Complexity = "O(1) with a very small average constant time when called with a single key. O(N) with N being the "
                + "number of keys, and much bigger constant times, when called with multiple keys.",
            Flags = CommandFlags.ReadOnly,
            Keys = ManyKeys, KeyUse = "RW access",
            KeyNotes = "RW because it may change the internal representation of the key, and propagate to replicas",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.PfMerge, Name = "pfmerge", Arity = -2, Group = CommandGroup.HyperLogLog, Since = "2.8.9",
            Summary = "Merge N different HyperLogLogs into a single one.",
            Complexity = "O(N) to merge N HyperLogLogs, but with high constant times.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Isolated,
            Keys = ManyKeys, KeyUse = "RW access insert|RO access",
            Route = CommandRoute.OneSlot,
        },
    ];
}
