namespace K8sCache.Benchmarks.Engines;

/// <summary>
/// The engine alone, in this process: what the machine's memory costs, nanoseconds an operation, two threads beside one,
/// stalls, bytes an entry, expiry. Keys of 16 bytes, values of 100. <c>--only PART</c> runs one of them.
/// </summary>
internal static class EngineContest
{
    private static readonly (string Name, Action<BenchmarkOptions> Run)[] Parts =
    [
        ("floor", MemoryFloor.Run),
        ("present", OperationRows.RunPresent),
        ("evicting", OperationRows.RunEvicting),
        ("scale", ScaleRows.Run),
        ("stall", StallRows.Run),
        ("expiry", ExpiryRows.Run),
        ("memory", EntryBytesRows.Run),
    ];

    public static Task RunAsync(BenchmarkOptions options)
    {
        foreach (var (name, run) in Parts)
        {
            if (name.StartsWith(options.Only, StringComparison.Ordinal))
                run(options);
        }

        return Task.CompletedTask;
    }
}
