using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.CustomResources;

namespace K8sCache.LocalCluster.OpenApi;

/// <summary>Schemas by resource: recorded ones of built-in kinds, a CRD's own with the common metadata put in.</summary>
internal sealed class SchemaSource(BuiltinSchemas builtins, CustomResourceCatalog catalog) : ISchemaSource
{
    public JsonObject? SchemaOf(ResourceDefinition resource) =>
        resource.IsCustom ? OfCustom(resource) : builtins.Json(resource);

    public JsonObject? Resolve(string reference) => builtins.Find(reference);

    private JsonObject? OfCustom(ResourceDefinition resource) =>
        catalog.Find(resource) is { } version ? CrdSchemaText.WithMetadata(version.OpenApiSchema) : null;
}
