namespace K8sCache.Commands;

/// <summary>On the bits of string values.</summary>
internal static class BitmapCommands
{
    private static readonly KeyPositions OneKey = new(1, 1, 1);

    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.BitCount, Name = "bitcount", Arity = -2, Group = CommandGroup.Bitmap, Since = "2.6.0",
            Summary = "Count set bits in a string",
            Complexity = "O(N)",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.BitField, Name = "bitfield", Arity = -2, Group = CommandGroup.Bitmap, Since = "3.2.0",
            Summary = "Perform arbitrary bitfield integer operations on strings",
            Complexity = "O(1) for each subcommand specified",
            Flags = CommandFlags.Write | CommandFlags.DenyOom,
            Keys = OneKey, KeyUse = "RW access update variable_flags",
            KeyNotes = "This command allows both access and modification of the key",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.BitFieldRo, Name = "bitfield_ro", Arity = -2, Group = CommandGroup.Bitmap, Since = "6.0.0",
            Summary = "Perform arbitrary bitfield integer operations on strings. Read-only variant of BITFIELD",
            Complexity = "O(1) for each subcommand specified",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.BitOp, Name = "bitop", Arity = -4, Group = CommandGroup.Bitmap, Since = "2.6.0",
            Summary = "Perform bitwise operations between strings",
            Complexity = "O(N)",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Isolated,
            Keys = new KeyPositions(2, -1, 1), KeyUse = "OW update|RO access",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.BitPos, Name = "bitpos", Arity = -3, Group = CommandGroup.Bitmap, Since = "2.8.7",
            Summary = "Find first bit set or clear in a string",
            Complexity = "O(N)",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.GetBit, Name = "getbit", Arity = 3, Group = CommandGroup.Bitmap, Since = "2.2.0",
            Summary = "Returns the bit value at offset in the string value stored at key",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.SetBit, Name = "setbit", Arity = 4, Group = CommandGroup.Bitmap, Since = "2.2.0",
            Summary = "Sets or clears the bit at offset in the string value stored at key",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.DenyOom,
            Keys = OneKey, KeyUse = "RW access update",
            Route = CommandRoute.SingleKey,
        },
    ];
}
