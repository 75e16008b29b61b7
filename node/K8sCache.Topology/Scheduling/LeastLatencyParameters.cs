namespace K8sCache.Topology.Scheduling;

/// <summary>Tuning of <see cref="LeastLatencyScheduler"/>.</summary>
public sealed record LeastLatencyParameters
{
    private static readonly SchedulerParameter DecayParameter = new(
        "decay", 0.5, 0.01, 600, "seconds", "Time constant by which an old response time fades while nothing new is heard.");

    /// <summary>Time constant, in seconds, by which an old response time fades.</summary>
    public double DecaySeconds { get; init; } = DecayParameter.Default;

    /// <summary>How much costlier another zone is; 1 makes it cost twice as much.</summary>
    public double ZoneCost { get; init; } = CommonParameters.ZoneCost.Default;

    internal Caution Caution { get; init; }

    internal EjectionRule Ejection { get; init; }

    public static IReadOnlyList<SchedulerParameter> Known { get; } =
        [DecayParameter, CommonParameters.ZoneCost, .. CommonParameters.OfCaution];

    internal static LeastLatencyParameters Bind(SchedulerSpec spec, List<string> problems) => new()
    {
        DecaySeconds = DecayParameter.Read(spec, problems),
        ZoneCost = CommonParameters.ZoneCost.Read(spec, problems),
        Caution = CommonParameters.ReadCaution(spec, problems),
        Ejection = CommonParameters.ReadEjection(spec, problems),
    };
}
