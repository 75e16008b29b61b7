namespace K8sCache.Topology.Scheduling;

/// <summary>Tuning of <see cref="LeastLoadScheduler"/>.</summary>
public sealed record LeastLoadParameters
{
    private static readonly SchedulerParameter OthersWeightParameter = new(
        "othersWeight", 0.25, 0, 1, "factor", "How much a request of others counts beside an own one.");

    /// <summary>How much a request of others counts beside an own one, 0 to 1.</summary>
    public double OthersWeight { get; init; } = OthersWeightParameter.Default;

    internal ErrorAversion Errors { get; init; }

    public static IReadOnlyList<SchedulerParameter> Known { get; } = [OthersWeightParameter, .. CommonParameters.OfErrors];

    internal static LeastLoadParameters Bind(SchedulerSpec spec, List<string> problems) => new()
    {
        OthersWeight = OthersWeightParameter.Read(spec, problems),
        Errors = CommonParameters.ReadErrors(spec, problems),
    };
}
