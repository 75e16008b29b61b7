using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Storage;

/// <summary>An object's place in the store. Ordered as lists are: by namespace, then name, ordinal.</summary>
public readonly record struct StoreKey(GroupResource Resource, string Namespace, string Name) : IComparable<StoreKey>
{
    public int CompareTo(StoreKey other)
    {
        var byNamespace = string.CompareOrdinal(Namespace, other.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(Name, other.Name);
    }

    public static bool operator <(StoreKey left, StoreKey right) => left.CompareTo(right) < 0;

    public static bool operator >(StoreKey left, StoreKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(StoreKey left, StoreKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(StoreKey left, StoreKey right) => left.CompareTo(right) >= 0;
}
