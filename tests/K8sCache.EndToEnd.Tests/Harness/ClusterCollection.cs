namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>Tests of this collection share one cluster and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterCollection : ICollectionFixture<KubernetesCluster>
{
    public const string Name = "cluster";
}
