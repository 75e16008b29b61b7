namespace K8sCache.Topology.Scheduling;

/// <summary>Tuning of <see cref="AdaptiveScheduler"/>.</summary>
public sealed record AdaptiveParameters
{
    private static readonly SchedulerParameter OwnWeightParameter = new(
        "ownWeight", 2, 0.1, 100, "factor", "How much an own request in flight counts beside one of others.");

    private static readonly SchedulerParameter ReportMemoryParameter = new(
        "reportMemory", 3, 0.01, 1000, "mean service times", "How fast a report fades into the average of all nodes.");

    /// <summary>How much an own request in flight counts beside one of others.</summary>
    public double OwnWeight { get; init; } = OwnWeightParameter.Default;

    /// <summary>Time constant, in mean service times, by which a report fades.</summary>
    public double ReportMemory { get; init; } = ReportMemoryParameter.Default;

    /// <summary>How much costlier another zone is; 1 makes it cost twice as much.</summary>
    public double ZoneCost { get; init; } = CommonParameters.ZoneCost.Default;

    internal ErrorAversion Errors { get; init; }

    public static IReadOnlyList<SchedulerParameter> Known { get; } =
        [OwnWeightParameter, ReportMemoryParameter, CommonParameters.ZoneCost, .. CommonParameters.OfErrors];

    internal static AdaptiveParameters Bind(SchedulerSpec spec, List<string> problems) => new()
    {
        OwnWeight = OwnWeightParameter.Read(spec, problems),
        ReportMemory = ReportMemoryParameter.Read(spec, problems),
        ZoneCost = CommonParameters.ZoneCost.Read(spec, problems),
        Errors = CommonParameters.ReadErrors(spec, problems),
    };
}
