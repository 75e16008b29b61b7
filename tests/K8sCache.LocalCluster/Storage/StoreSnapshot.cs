namespace K8sCache.LocalCluster.Storage;

/// <summary>The objects of one resource, in key order, as of <see cref="Version"/>.</summary>
public sealed record StoreSnapshot(IReadOnlyList<StoredObject> Objects, long Version);
