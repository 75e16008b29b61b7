namespace K8sCache.LocalCluster.Controllers.Workloads;

/// <summary>Labels and annotations of a Deployment's ReplicaSets; kubectl's rollout commands read them.</summary>
internal static class DeploymentNames
{
    public const string HashLabel = "pod-template-hash";
    public const string Revision = "deployment.kubernetes.io/revision";
    public const string RevisionHistory = "deployment.kubernetes.io/revision-history";
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";
    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";
    public const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";
}
