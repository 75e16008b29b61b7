namespace K8sCache.Topology.Scheduling;

/// <summary>Schedulers from their specification in a topology or a CacheCluster.</summary>
public static class SchedulerFactory
{
    /// <summary>For reads that are to be spread over all copies whatever the scheduler, as those of hot keys.</summary>
    public static IScheduler Spread { get; } = Create(new SchedulerSpec { Type = SchedulerType.LeastLoad }, []);

    /// <summary>Parameters out of range are listed and have their defaults; a valid document has none.</summary>
    public static IScheduler Create(SchedulerSpec spec, List<string> problems) => spec.Type switch
    {
        SchedulerType.Hash => new HashScheduler(HashParameters.Bind(spec, problems)),
        SchedulerType.Random => new RandomScheduler(),
        SchedulerType.LeastLoad => new LeastLoadScheduler(LeastLoadParameters.Bind(spec, problems)),
        SchedulerType.LeastLatency => new LeastLatencyScheduler(LeastLatencyParameters.Bind(spec, problems)),
        SchedulerType.Adaptive => new AdaptiveScheduler(AdaptiveParameters.Bind(spec, problems)),
    };

    /// <summary>The parameters a scheduler takes, for validation and documentation.</summary>
    public static IReadOnlyList<SchedulerParameter> ParametersOf(SchedulerType type) => type switch
    {
        SchedulerType.Hash => HashParameters.Known,
        SchedulerType.Random => [],
        SchedulerType.LeastLoad => LeastLoadParameters.Known,
        SchedulerType.LeastLatency => LeastLatencyParameters.Known,
        SchedulerType.Adaptive => AdaptiveParameters.Known,
    };

    /// <summary>Every parameter that is out of range or that the scheduler does not have: what a person should be told.</summary>
    public static IReadOnlyList<string> Problems(SchedulerSpec spec)
    {
        var problems = new List<string>();
        Create(spec, problems);
        var known = ParametersOf(spec.Type).Select(parameter => parameter.Name).ToList();
        problems.AddRange(spec.Parameters.Keys.Where(name => !known.Contains(name)).Select(name =>
            $"scheduler.parameters.{name}: {spec.Type} has no such parameter; it has {(known.Count == 0 ? "none" : string.Join(", ", known))}"));
        return problems;
    }
}
