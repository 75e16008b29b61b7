namespace K8sCache.Kubernetes.Client;

/// <summary>What a watch reports of an object.</summary>
public enum WatchEventType
{
    Added = 0,
    Modified = 1,
    Deleted = 2,

    /// <summary>No change: every change up to <see cref="WatchEvent{T}.ResourceVersion"/> has been reported.</summary>
    Bookmark = 3,
}
