namespace K8sCache.LocalCluster.Api;

/// <summary>Dotted paths (<c>.spec.replicas</c>) of a CRD's scale subresource.</summary>
public sealed record ScalePaths(string SpecReplicas, string StatusReplicas, string? LabelSelector);
