namespace K8sCache.Topology;

/// <summary>What became of a document offered to a <see cref="TopologyHolder"/>.</summary>
public enum TopologyOutcome
{
    Accepted,

    /// <summary>The current document again: nothing to do, no error.</summary>
    Same,

    /// <summary>A lower epoch than the current one: refused.</summary>
    Older,

    /// <summary>The current epoch with other content, so two writers gave the same number: refused.</summary>
    Conflict,
}
