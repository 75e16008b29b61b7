namespace K8sCache.Benchmarks;

/// <summary>One kind of load: a command on random keys of a key space, some requests at a time, by 50 clients.</summary>
internal sealed record Workload(
    string Command, int Pipeline, int Requests, int ValueBytes = Workload.ShortBytes, int KeySpace = Workload.ManyKeys)
{
    public const int Clients = 50;
    public const int ShortBytes = 64;
    public const int LongBytes = 1024;
    public const int ManyKeys = 100_000;

    /// <summary>Half of what servers have for large values: what is read is there.</summary>
    private const int LargeBytesRead = 64 << 20;

    /// <summary>More than they have: what is written pushes out its like.</summary>
    private const int LargeBytesWritten = 144 << 20;

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

    /// <summary>
    /// Values of 10 KB to 4 MB: written to so many keys that most push another out, then, to fewer, written to be read.
    /// </summary>
    public static IReadOnlyList<Workload> Large { get; } =
    [
        .. LargeOf(10_000, 20_000), .. LargeOf(100_000, 6_000), .. LargeOf(1_000_000, 1_000), .. LargeOf(4_000_000, 300),
    ];

    /// <summary>So many keys are written before it is measured, and no others are there; 0 = whatever is there.</summary>
    public int FilledKeys { get; init; }

    /// <summary>Writes nearly every key, and has servers that compile at run time do so before they are measured.</summary>
    public static IReadOnlyList<Workload> WarmUp { get; } = [new("set", 16, 400_000), new("get", 16, 200_000), new("get", 1, 60_000), new("set", 1, 60_000)];

    /// <summary>As rows name it.</summary>
    public string Name => $"{Command}.{ValueBytes}B.pipeline{Pipeline}";

    private static Workload[] LargeOf(int bytes, int requests) =>
    [
        new("set", 1, requests, bytes) { FilledKeys = LargeBytesWritten / bytes },
        new("get", 1, requests, bytes, LargeBytesRead / bytes) { FilledKeys = LargeBytesRead / bytes },
    ];
}
