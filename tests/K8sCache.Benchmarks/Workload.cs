namespace K8sCache.Benchmarks;

/// <summary>One kind of load: a command on random keys of a key space, some requests at a time, by 50 clients.</summary>
internal sealed record Workload(string Command, int Pipeline, int Requests, int ValueBytes = Workload.ShortBytes)
{
    public const int Clients = 50;
    public const int ShortBytes = 64;
    public const int LongBytes = 1024;
    public const int KeySpace = 100_000;

    /// <summary>Each takes about a second on one CPU of a small machine.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("get", 1, 60_000),
        new("set", 1, 60_000),
        new("get", 16, 400_000),
        new("set", 16, 300_000),
    ];

    /// <summary>The same, and with values of 1 KiB, written before they are read.</summary>
    public static IReadOnlyList<Workload> Longer { get; } =
    [
        .. All,
        .. All.Select(load => load with { ValueBytes = LongBytes, Requests = load.Requests / 2 })
            .OrderByDescending(load => load.Command, StringComparer.Ordinal).ThenByDescending(load => load.Pipeline),
    ];

    /// <summary>Writes nearly every key, and has servers that compile at run time do so before they are measured.</summary>
    public static IReadOnlyList<Workload> WarmUp { get; } = [new("set", 16, 400_000), new("get", 16, 200_000), new("get", 1, 60_000), new("set", 1, 60_000)];

    /// <summary>As rows name it.</summary>
    public string Name => $"{Command}.{ValueBytes}B.pipeline{Pipeline}";
}
