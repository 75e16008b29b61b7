namespace K8sCache.LocalCluster;

/// <summary>What becomes of pods that are bound to a node.</summary>
public enum PodRuntimeKind
{
    /// <summary>They run as processes of this machine.</summary>
    Processes,

    /// <summary>They are Running and Ready at once, without a process: for tests of controllers.</summary>
    Pretended,

    /// <summary>Nothing, and they are not bound either: the test plays scheduler and kubelet.</summary>
    None,
}
