using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Storage;

/// <summary>
/// One write. <see cref="Object"/> is the new state (for a delete the last state, under the delete's version),
/// <see cref="Previous"/> the state before, null for a create: selectors need both to tell what a watcher sees.
/// </summary>
public sealed record StoreEvent(long Version, WatchEventType Type, StoredObject Object, StoredObject? Previous);
