using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Schema;

namespace K8sCache.LocalCluster.CustomResources;

/// <summary>One version of a custom resource: what is served, and the schema its objects are held to.</summary>
internal sealed record CustomResourceVersion
{
    public required ResourceDefinition Definition { get; init; }

    public required bool Served { get; init; }

    public required StructuralSchema Schema { get; init; }

    public required CompiledRules Rules { get; init; }

    /// <summary><c>schema.openAPIV3Schema</c> as the CRD has it.</summary>
    public required JsonObject OpenApiSchema { get; init; }
}
