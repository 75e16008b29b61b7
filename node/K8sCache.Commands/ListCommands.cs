namespace K8sCache.Commands;

/// <summary>On lists.</summary>
internal static class ListCommands
{
    private static readonly KeyPositions OneKey = new(1, 1, 1);

    public static IReadOnlyList<CommandSpec> Rows { get; } =
    [
        new()
        {
            Id = CommandId.LIndex, Name = "lindex", Arity = 3, Group = CommandGroup.List, Since = "1.0.0",
            Summary = "Get an element from a list by its index",
            Complexity = "O(N) where N is the number of elements to traverse to get to the element at index. This "
                + "makes asking for the first or the last element of the list O(1).",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.LInsert, Name = "linsert", Arity = 5, Group = CommandGroup.List, Since = "2.2.0",
            Summary = "Insert an element before or after another element in a list",
            Complexity = "O(N) where N is the number of elements to traverse before seeing the value pivot. This means"
                + " that inserting somewhere on the left end on the list (head) can be considered O(1) and "
                + "inserting somewhere on the right end (tail) is O(N).",
            Flags = CommandFlags.Write | CommandFlags.DenyOom,
            Keys = OneKey, KeyUse = "RW insert",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.LLen, Name = "llen", Arity = 2, Group = CommandGroup.List, Since = "1.0.0",
            Summary = "Get the length of a list",
            Complexity = "O(1)",
            Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RO",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.LMove, Name = "lmove", Arity = 5, Group = CommandGroup.List, Since = "6.2.0",
            Summary = "Pop an element from a list, push it to another list and return it",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Isolated,
            Keys = new(1, 2, 1), KeyUse = "RW access delete|RW insert",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.LMPop, Name = "lmpop", Arity = -4, Group = CommandGroup.List, Since = "7.0.0",
            Summary = "Pop elements from a list",
            Complexity = "O(N+M) where N is the number of provided keys and M is the number of elements returned.",
            Flags = CommandFlags.Write | CommandFlags.MovableKeys | CommandFlags.Isolated,
            Keys = KeyPositions.Counted(1), KeyUse = "RW access delete",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.LPop, Name = "lpop", Arity = -2, Group = CommandGroup.List, Since = "1.0.0",
            Summary = "Remove and get the first elements in a list",
            Complexity = "O(N) where N is the number of elements returned",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access delete",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.LPos, Name = "lpos", Arity = -3, Group = CommandGroup.List, Since = "6.0.6",
            Summary = "Return the index of matching elements on a list",
            Complexity = "O(N) where N is the number of elements in the list, for the average case. When searching for"
                + " elements near the head or the tail of the list, or when the MAXLEN option is provided, the "
                + "command may run in constant time.",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.LPush, Name = "lpush", Arity = -3, Group = CommandGroup.List, Since = "1.0.0",
            Summary = "Prepend one or multiple elements to a list",
            Complexity = "O(1) for each element added, so O(N) to add N elements when the command is called with "
                + "multiple arguments.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW insert",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.LPushX, Name = "lpushx", Arity = -3, Group = CommandGroup.List, Since = "2.2.0",
            Summary = "Prepend an element to a list, only if the list exists",
            Complexity = "O(1) for each element added, so O(N) to add N elements when the command is called with "
                + "multiple arguments.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW insert",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.LRange, Name = "lrange", Arity = 4, Group = CommandGroup.List, Since = "1.0.0",
            Summary = "Get a range of elements from a list",
            Complexity = "O(S+N) where S is the distance of start offset from HEAD for small lists, from nearest end "
                + "(HEAD or TAIL) for large lists; and N is the number of elements in the specified range.",
            Flags = CommandFlags.ReadOnly,
            Keys = OneKey, KeyUse = "RO access",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.LRem, Name = "lrem", Arity = 4, Group = CommandGroup.List, Since = "1.0.0",
            Summary = "Remove elements from a list",
            Complexity = "O(N+M) where N is the length of the list and M is the number of elements removed.",
            Flags = CommandFlags.Write,
            Keys = OneKey, KeyUse = "RW delete",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.LSet, Name = "lset", Arity = 4, Group = CommandGroup.List, Since = "1.0.0",
            Summary = "Set the value of an element in a list by its index",
            Complexity = "O(N) where N is the length of the list. Setting either the first or the last element of the "
                + "list is O(1).",
            Flags = CommandFlags.Write | CommandFlags.DenyOom,
            Keys = OneKey, KeyUse = "RW update",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.LTrim, Name = "ltrim", Arity = 4, Group = CommandGroup.List, Since = "1.0.0",
            Summary = "Trim a list to the specified range",
            Complexity = "O(N) where N is the number of elements to be removed by the operation.",
            Flags = CommandFlags.Write,
            Keys = OneKey, KeyUse = "RW delete",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.RPop, Name = "rpop", Arity = -2, Group = CommandGroup.List, Since = "1.0.0",
            Summary = "Remove and get the last elements in a list",
            Complexity = "O(N) where N is the number of elements returned",
            Flags = CommandFlags.Write | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW access delete",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.RPopLPush, Name = "rpoplpush", Arity = 3, Group = CommandGroup.List, Since = "1.2.0",
            Summary = "Remove the last element in a list, prepend it to another list and return it",
            Complexity = "O(1)",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Isolated,
            Keys = new(1, 2, 1), KeyUse = "RW access delete|RW insert",
            Route = CommandRoute.OneSlot,
        },
        new()
        {
            Id = CommandId.RPush, Name = "rpush", Arity = -3, Group = CommandGroup.List, Since = "1.0.0",
            Summary = "Append one or multiple elements to a list",
            Complexity = "O(1) for each element added, so O(N) to add N elements when the command is called with "
                + "multiple arguments.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW insert",
            Route = CommandRoute.SingleKey,
        },
        new()
        {
            Id = CommandId.RPushX, Name = "rpushx", Arity = -3, Group = CommandGroup.List, Since = "2.2.0",
            Summary = "Append an element to a list, only if the list exists",
            Complexity = "O(1) for each element added, so O(N) to add N elements when the command is called with "
                + "multiple arguments.",
            Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
            Keys = OneKey, KeyUse = "RW insert",
            Route = CommandRoute.SingleKey,
        },
    ];
}
