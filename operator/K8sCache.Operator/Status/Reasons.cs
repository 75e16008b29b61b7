namespace K8sCache.Operator.Status;

/// <summary>Reasons of conditions and events; API, so never renamed. docs/status-conditions.md explains each.</summary>
public static class Reasons
{
    // Ready
    public const string Serving = "Serving";
    public const string NoTopology = "NoTopology";
    public const string SlotsUnavailable = "SlotsUnavailable";
    public const string NoRouterReady = "NoRouterReady";

    // Progressing
    public const string Stable = "Stable";
    public const string ApplyingObjects = "ApplyingObjects";
    public const string NodesStarting = "NodesStarting";
    public const string RoutersStarting = "RoutersStarting";
    public const string PodsUpdating = "PodsUpdating";
    public const string NodesLeaving = "NodesLeaving";
    public const string SlotsMoving = "SlotsMoving";
    public const string TopologySpreading = "TopologySpreading";

    // Degraded
    public const string AsWanted = "AsWanted";
    public const string NodesDown = "NodesDown";
    public const string CopiesMissing = "CopiesMissing";
    public const string RoutersNotReady = "RoutersNotReady";

    // TopologyInSync
    public const string AllInSync = "AllInSync";
    public const string PodsBehind = "PodsBehind";
    public const string SlotsFilling = "SlotsFilling";

    // SchedulerEffective
    public const string Effective = "Effective";
    public const string OneCopyOnly = "OneCopyOnly";
    public const string RoutersBehind = "RoutersBehind";

    // Valid
    public const string SpecAccepted = "SpecAccepted";
    public const string ReplicationFactorExceedsNodes = "ReplicationFactorExceedsNodes";
    public const string MemoryTooSmall = "MemoryTooSmall";
    public const string MemoryTooLarge = "MemoryTooLarge";
    public const string MemoryLimitTooSmall = "MemoryLimitTooSmall";
    public const string ResourceOutOfRange = "ResourceOutOfRange";
    public const string SchedulerParameterInvalid = "SchedulerParameterInvalid";
    public const string LimitOutOfRange = "LimitOutOfRange";
    public const string NumberOutOfRange = "NumberOutOfRange";
    public const string SpecUnreadable = "SpecUnreadable";
    public const string SpecNotJudged = "SpecNotJudged";
    public const string ServiceMonitorsUnknown = "ServiceMonitorsUnknown";
    public const string NameTaken = "NameTaken";
    public const string ObjectsRefused = "ObjectsRefused";

    // Events besides the above
    public const string TopologyChanged = "TopologyChanged";
    public const string Adopted = "Adopted";
}
