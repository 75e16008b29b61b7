namespace K8sCache.Topology.Scheduling;

/// <summary>Tuning of <see cref="AdaptiveScheduler"/>.</summary>
public sealed record AdaptiveParameters
{
    private static readonly SchedulerParameter OwnWeightParameter = new(
        "ownWeight", 2, 0.1, 100, "factor", "How much an own request in flight counts beside one of others.");

    private static readonly SchedulerParameter ReportMemoryParameter = new(
        "reportMemory", 3, 0.01, 1000, "mean service times", "How fast a report fades into the average of all nodes.");

    private static readonly SchedulerParameter ServiceMemoryParameter = new(
        "serviceMemory", 1, 0.01, 600, "seconds", "Time constant by which the service time of a node that reports no more fades into the mean.");

    /// <summary>How much an own request in flight counts beside one of others.</summary>
    public double OwnWeight { get; init; } = OwnWeightParameter.Default;

    /// <summary>Time constant, in mean service times, by which a report fades.</summary>
    public double ReportMemory { get; init; } = ReportMemoryParameter.Default;

    /// <summary>Time constant, in seconds, by which a silent node's service time fades into the mean.</summary>
    public double ServiceMemorySeconds { get; init; } = ServiceMemoryParameter.Default;

    /// <summary>How much costlier another zone is; 1 makes it cost twice as much.</summary>
    public double ZoneCost { get; init; } = CommonParameters.ZoneCost.Default;

    internal Caution Caution { get; init; }

    internal EjectionRule Ejection { get; init; }

    public static IReadOnlyList<SchedulerParameter> Known { get; } =
        [OwnWeightParameter, ReportMemoryParameter, ServiceMemoryParameter, CommonParameters.ZoneCost, .. CommonParameters.OfCaution];

    internal static AdaptiveParameters Bind(SchedulerSpec spec, List<string> problems) => new()
    {
        OwnWeight = OwnWeightParameter.Read(spec, problems),
        ReportMemory = ReportMemoryParameter.Read(spec, problems),
        ServiceMemorySeconds = ServiceMemoryParameter.Read(spec, problems),
        ZoneCost = CommonParameters.ZoneCost.Read(spec, problems),
        Caution = CommonParameters.ReadCaution(spec, problems),
        Ejection = CommonParameters.ReadEjection(spec, problems),
    };
}
