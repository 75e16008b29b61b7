namespace K8sCache.Node.Topologies;

/// <summary>What this node is to a slot.</summary>
internal enum SlotRole : byte
{
    /// <summary>Holds no copy.</summary>
    None,

    /// <summary>Holds a copy that serves nothing (filling, leaving, or its node is down).</summary>
    Silent,

    /// <summary>Holds a copy that serves reads.</summary>
    Reader,

    /// <summary>Serves reads and takes writes.</summary>
    Primary,
}
