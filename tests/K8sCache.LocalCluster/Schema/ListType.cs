namespace K8sCache.LocalCluster.Schema;

/// <summary>The value of <c>x-kubernetes-list-type</c>.</summary>
internal enum ListType
{
    Atomic,
    Set,
    Map,
}
