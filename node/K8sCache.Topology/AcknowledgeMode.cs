namespace K8sCache.Topology;

/// <summary>When a write is answered. The names are part of the topology document.</summary>
public enum AcknowledgeMode
{
    /// <summary>After every copy has it: an acknowledged write survives one crash when there are two copies.</summary>
    All = 0,

    /// <summary>After the primary has it: less latency, and a crash may lose the last writes.</summary>
    Primary = 1,
}
