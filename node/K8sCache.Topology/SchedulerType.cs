namespace K8sCache.Topology;

/// <summary>The rule by which a router picks the copy that serves a read. The names are part of the topology document.</summary>
public enum SchedulerType
{
    Hash = 0,
    Random = 1,
    LeastLoad = 2,
    LeastLatency = 3,
    Adaptive = 4,
}
