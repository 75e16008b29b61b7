namespace K8sCache.LocalCluster.Controllers.Collection;

/// <summary>What has become of an object that an ownerReference names.</summary>
internal enum OwnerState
{
    /// <summary>There, with the uid the reference names.</summary>
    Present,

    /// <summary>Being deleted in the foreground: waits for its dependents to go first.</summary>
    AwaitsDependents,

    /// <summary>Gone, or another object has its name now.</summary>
    Absent,
}
