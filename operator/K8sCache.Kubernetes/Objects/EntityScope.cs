namespace K8sCache.Kubernetes.Objects;

/// <summary>Whether objects of a kind live in a namespace or beside them.</summary>
public enum EntityScope
{
    Namespaced = 0,
    Cluster = 1,
}
