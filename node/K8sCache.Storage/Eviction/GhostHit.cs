namespace K8sCache.Storage.Eviction;

/// <summary>What the ghosts know of a key that was just inserted.</summary>
internal enum GhostHit
{
    None,

    /// <summary>The small queue let it go not long ago.</summary>
    FromSmall,

    /// <summary>As <see cref="FromSmall"/>, and it was among the queue's very last evictions.</summary>
    FromSmallRecently,

    /// <summary>The main queue let it go among its very last evictions.</summary>
    FromMainRecently,
}
