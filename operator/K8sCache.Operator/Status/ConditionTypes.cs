namespace K8sCache.Operator.Status;

/// <summary>Types of the conditions of a CacheCluster; docs/status-conditions.md explains each.</summary>
public static class ConditionTypes
{
    public const string Ready = "Ready";
    public const string Progressing = "Progressing";
    public const string Degraded = "Degraded";
    public const string TopologyInSync = "TopologyInSync";
    public const string SchedulerEffective = "SchedulerEffective";
    public const string Valid = "Valid";

    public static IReadOnlyList<string> All { get; } =
        [Ready, Progressing, Degraded, TopologyInSync, SchedulerEffective, Valid];
}
