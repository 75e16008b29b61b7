namespace K8sCache.Topology;

/// <summary>Whether a node serves. The names are part of the topology document.</summary>
public enum NodeState
{
    Up = 0,

    /// <summary>Not reachable or dead: its copies serve nothing until it is back.</summary>
    Down = 1,

    /// <summary>Still serves, and hands its slots to others before it goes.</summary>
    Leaving = 2,
}
