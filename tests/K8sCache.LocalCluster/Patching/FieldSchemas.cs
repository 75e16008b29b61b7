using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;

namespace K8sCache.LocalCluster.Patching;

/// <summary>Field schemas by kind, from the published OpenAPI.</summary>
public sealed class FieldSchemas(ISchemaSource source)
{
    /// <summary>The schema of a resource's objects; one that knows nothing when none is published.</summary>
    public FieldSchema Of(ResourceDefinition resource) => new(source.SchemaOf(resource) ?? [], source);
}
