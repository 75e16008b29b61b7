namespace K8sCache.Topology.Scheduling;

/// <summary>Parameters several schedulers share.</summary>
internal static class CommonParameters
{
    public static readonly SchedulerParameter ErrorPenalty = new(
        "errorPenalty", 100, 0, 1e6, "factor", "How much costlier a node that only fails is.");

    public static readonly SchedulerParameter ErrorMemory = new(
        "errorMemory", 1000, 1, 1e6, "mean service times", "How long failures count.");

    public static readonly SchedulerParameter TrialInterval = new(
        "trialInterval", 0.25, 0.01, 60, "seconds",
        "How often a node that failed is tried all the same; an ejected one ever more rarely, down to an eighth as often.");

    public static readonly SchedulerParameter SlowStart = new(
        "slowStart", 2, 0, 600, "seconds", "How long a node that is new, or back from ejection, takes to get its full share; 0 for at once.");

    public static readonly SchedulerParameter EjectAfter = new(
        "ejectAfter", 5, 0, 1000, "failures in a row", "Ejects a node until a trial succeeds; 0 for never.");

    public static readonly SchedulerParameter MaxEjected = new(
        "maxEjected", 0.1, 0, 1, "share of nodes", "How many may be ejected at once; one may whatever the share.");

    public static readonly SchedulerParameter ZoneCost = new(
        "zoneCost", 1, 0, 100, "factor", "How much costlier a node in another zone is: 1 makes it cost twice as much.");

    /// <summary>Of every scheduler that counts failures.</summary>
    public static IReadOnlyList<SchedulerParameter> OfCaution { get; } =
        [ErrorPenalty, ErrorMemory, TrialInterval, EjectAfter, MaxEjected, SlowStart];

    public static Caution ReadCaution(SchedulerSpec spec, List<string> problems) => new(
        ErrorPenalty.Read(spec, problems), ErrorMemory.Read(spec, problems), TrialInterval.Read(spec, problems), SlowStart.Read(spec, problems));

    public static EjectionRule ReadEjection(SchedulerSpec spec, List<string> problems) =>
        new((int)EjectAfter.Read(spec, problems), MaxEjected.Read(spec, problems));
}
