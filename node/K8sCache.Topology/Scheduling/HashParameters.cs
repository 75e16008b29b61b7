namespace K8sCache.Topology.Scheduling;

/// <summary>Tuning of <see cref="HashScheduler"/>.</summary>
public sealed record HashParameters
{
    private static readonly SchedulerParameter LoadBoundParameter = new(
        "loadBound", 0, 0, 100, "times the mean",
        "Reads go to the next copy while the first has this many times the mean in flight of the slot's copies; 1.25 is good, 0 is never.");

    /// <summary>Requests in flight a copy may have, as a multiple of the mean over the slot's copies; 0 for no bound.</summary>
    public double LoadBound { get; init; } = LoadBoundParameter.Default;

    public static IReadOnlyList<SchedulerParameter> Known { get; } = [LoadBoundParameter];

    internal static HashParameters Bind(SchedulerSpec spec, List<string> problems) =>
        new() { LoadBound = LoadBoundParameter.Read(spec, problems) };
}
