namespace K8sCache.Kubernetes.Controllers;

/// <summary>Rights on one resource, as a Role or ClusterRole holds them.</summary>
/// <param name="ApiGroup">Empty for the core group.</param>
/// <param name="Resource">Plural name, with its subresource: <c>pods</c>, <c>cacheclusters/status</c>.</param>
/// <param name="Verbs">Lower-case verbs in the order of <see cref="Objects.RbacVerbs"/>, separated by commas.</param>
public sealed record RbacRule(string ApiGroup, string Resource, string Verbs);
