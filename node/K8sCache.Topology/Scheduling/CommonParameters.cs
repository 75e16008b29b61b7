namespace K8sCache.Topology.Scheduling;

/// <summary>Parameters several schedulers share.</summary>
internal static class CommonParameters
{
    public static readonly SchedulerParameter ErrorPenalty = new(
        "errorPenalty", 100, 0, 1e6, "factor", "How much costlier a node that only fails is.");

    public static readonly SchedulerParameter ErrorMemory = new(
        "errorMemory", 1000, 1, 1e6, "mean service times", "How long failures count.");

    public static readonly SchedulerParameter TrialInterval = new(
        "trialInterval", 0.25, 0.01, 60, "seconds", "How often a node that failed is tried all the same.");

    public static readonly SchedulerParameter ZoneCost = new(
        "zoneCost", 1, 0, 100, "factor", "How much costlier a node in another zone is: 1 makes it cost twice as much.");

    public static IReadOnlyList<SchedulerParameter> OfErrors { get; } = [ErrorPenalty, ErrorMemory, TrialInterval];

    public static ErrorAversion ReadErrors(SchedulerSpec spec, List<string> problems) => new(
        ErrorPenalty.Read(spec, problems), ErrorMemory.Read(spec, problems), TrialInterval.Read(spec, problems));
}
