using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Models;

/// <summary>A machine that runs pods.</summary>
[KubernetesEntity(ApiVersion = "v1", Kind = "Node", PluralName = "nodes", Scope = EntityScope.Cluster)]
public sealed record V1Node : KubernetesObject;
