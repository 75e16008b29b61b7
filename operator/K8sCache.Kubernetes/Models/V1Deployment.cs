using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Models;

/// <summary>Interchangeable pods.</summary>
[KubernetesEntity(Group = "apps", ApiVersion = "v1", Kind = "Deployment", PluralName = "deployments")]
public sealed record V1Deployment : KubernetesObject, IStatus<V1DeploymentStatus>
{
    public V1DeploymentSpec? Spec { get; init; }
    public V1DeploymentStatus? Status { get; init; }
}
