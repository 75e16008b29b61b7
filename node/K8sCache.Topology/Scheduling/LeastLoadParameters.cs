namespace K8sCache.Topology.Scheduling;

/// <summary>Tuning of <see cref="LeastLoadScheduler"/>.</summary>
public sealed record LeastLoadParameters
{
    private static readonly SchedulerParameter OthersWeightParameter = new(
        "othersWeight", 0.25, 0, 1, "factor", "How much a request of others counts beside an own one.");

    private static readonly SchedulerParameter ZoneCostParameter = new(
        "zoneCost", 0, 0, 100, "requests", "How many requests in flight a node in another zone seems to have on top.");

    /// <summary>How much a request of others counts beside an own one, 0 to 1.</summary>
    public double OthersWeight { get; init; } = OthersWeightParameter.Default;

    /// <summary>Requests in flight that a node in another zone seems to have on top.</summary>
    public double ZoneCost { get; init; } = ZoneCostParameter.Default;

    internal Caution Caution { get; init; }

    internal EjectionRule Ejection { get; init; }

    public static IReadOnlyList<SchedulerParameter> Known { get; } =
        [OthersWeightParameter, ZoneCostParameter, .. CommonParameters.OfCaution];

    internal static LeastLoadParameters Bind(SchedulerSpec spec, List<string> problems) => new()
    {
        OthersWeight = OthersWeightParameter.Read(spec, problems),
        ZoneCost = ZoneCostParameter.Read(spec, problems),
        Caution = CommonParameters.ReadCaution(spec, problems),
        Ejection = CommonParameters.ReadEjection(spec, problems),
    };
}
