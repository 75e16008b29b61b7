namespace K8sCache.Benchmarks.Engines;

/// <summary>
/// The engine alone, in this process: what the machine's memory costs, nanoseconds an operation, two threads beside one,
/// stalls, bytes an entry, expiry. Keys of 16 bytes, values of 100. <c>--only PART</c> runs one of them.
/// </summary>
internal static class EngineContest
{
    private static readonly (string Name, Action<BenchmarkOptions> Run)[] All =
    [
        ("floor", MemoryFloor.Run),
        ("present", OperationRows.RunPresent),
        ("evicting", OperationRows.RunEvicting),
        ("scale", ScaleRows.Run),
        ("stall", StallRows.Run),
        ("expiry", ExpiryRows.Run),
        ("memory", EntryBytesRows.Run),
    ];

    public static IReadOnlyList<string> Parts { get; } = [.. All.Select(part => part.Name)];

    public static Task RunAsync(BenchmarkOptions options)
    {
        foreach (var (name, run) in All)
        {
            if (options.Includes(name))
                run(options);
        }

        return Task.CompletedTask;
    }
}
