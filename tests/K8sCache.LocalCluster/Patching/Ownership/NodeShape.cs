namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>How ownership treats a value: whole, or by its parts.</summary>
internal enum NodeShape
{
    /// <summary>A scalar, an atomic map or an atomic list: owned as one.</summary>
    Leaf,

    /// <summary>Owned field by field.</summary>
    Map,

    /// <summary>A set or a list with keys: owned item by item.</summary>
    Items,
}
