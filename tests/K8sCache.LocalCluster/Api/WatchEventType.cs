namespace K8sCache.LocalCluster.Api;

public enum WatchEventType
{
    Added,
    Modified,
    Deleted,
}
