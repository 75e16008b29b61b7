namespace K8sCache.Topology;

/// <summary>State of one copy of a slot. The names are part of the topology document.</summary>
public enum CopyState
{
    /// <summary>Gets every write, does not have all entries yet: serves no read.</summary>
    Filling = 0,

    /// <summary>Has every acknowledged write: may serve reads and be the primary.</summary>
    InSync = 1,

    /// <summary>Replaced: serves nothing any more and goes with the next step.</summary>
    Leaving = 2,
}
