namespace K8sCache.Kubernetes.Informers;

/// <summary>What became of a cached object.</summary>
public enum InformerEventType
{
    Added = 0,
    Updated = 1,
    Deleted = 2,

    /// <summary>Nothing known to have changed: a periodic reminder.</summary>
    Resynced = 3,
}
