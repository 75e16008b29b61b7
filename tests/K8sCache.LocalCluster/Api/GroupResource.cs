namespace K8sCache.LocalCluster.Api;

/// <summary>A kind of object independent of its version: API group ("" for core) and plural name.</summary>
public readonly record struct GroupResource(string Group, string Plural)
{
    /// <summary>As error messages and storage keys name it: <c>pods</c>, <c>cacheclusters.k8scache.io</c>.</summary>
    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
