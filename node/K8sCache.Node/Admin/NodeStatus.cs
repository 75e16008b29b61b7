namespace K8sCache.Node.Admin;

/// <summary>What <c>GET /status</c> answers: all the operator needs to know of a node.</summary>
internal sealed record NodeStatus
{
    public required string Name { get; init; }

    /// <summary>Random id of this process.</summary>
    public required string Instance { get; init; }

    /// <summary>Of the topology in force; 0 = none.</summary>
    public required long Epoch { get; init; }

    public required bool Ready { get; init; }

    public required long Entries { get; init; }

    public required long MemoryUsedBytes { get; init; }

    public required long MemoryLimitBytes { get; init; }

    /// <summary>Slots of the current epoch whose copy here is still being filled.</summary>
    public required IReadOnlyList<SlotSpan> Filling { get; init; }

    /// <summary>Slots held as filling whose stream is complete: they may become in sync.</summary>
    public required IReadOnlyList<SlotSpan> Filled { get; init; }

    /// <summary>What keeps the node from its work though it runs, for people to read.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    public required long InFlight { get; init; }

    public required double ServiceTimeSeconds { get; init; }
}
