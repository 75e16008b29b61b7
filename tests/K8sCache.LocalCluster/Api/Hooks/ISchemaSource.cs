using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Api.Hooks;

/// <summary>
/// OpenAPI v3 schemas as the server publishes them, for patches by merge key and for field ownership
/// (<c>x-kubernetes-patch-*</c>, <c>x-kubernetes-list-*</c>, <c>x-kubernetes-map-type</c>). Returned nodes are shared: read only.
/// </summary>
public interface ISchemaSource
{
    /// <summary>The schema of a resource's kind, metadata included; null when the kind has none (a CRD that preserves unknown fields).</summary>
    JsonObject? SchemaOf(ResourceDefinition resource);

    /// <summary>Follows a reference such as <c>#/components/schemas/io.k8s.api.core.v1.PodSpec</c>.</summary>
    JsonObject? Resolve(string reference);
}
