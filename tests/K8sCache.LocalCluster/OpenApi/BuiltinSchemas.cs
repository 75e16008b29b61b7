using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Schema;

namespace K8sCache.LocalCluster.OpenApi;

/// <summary>The published schemas of built-in kinds, as JSON and parsed, found by group, version and kind.</summary>
internal sealed class BuiltinSchemas(OpenApiDocuments documents)
{
    private const string ReferencePrefix = "#/components/schemas/";

    private readonly ConcurrentDictionary<(string Path, string Kind), JsonObject?> _byKind = new();
    private readonly ConcurrentDictionary<(string Path, string Kind), StructuralSchema?> _parsed = new();

    /// <summary>The schema's JSON; null for kinds no recorded document describes (reviews).</summary>
    public JsonObject? Json(ResourceDefinition resource)
    {
        var path = OpenApiDocuments.PathOf(resource.Group, resource.Version);
        return _byKind.GetOrAdd((path, resource.Kind), key => Search(key.Path, resource));
    }

    public StructuralSchema? Parsed(ResourceDefinition resource)
    {
        var path = OpenApiDocuments.PathOf(resource.Group, resource.Version);
        return _parsed.GetOrAdd((path, resource.Kind), key =>
        {
            if (Json(resource) is not { } json) return null;
            return new StructuralSchemaParser(reference => Find(reference, key.Path)).Parse(json);
        });
    }

    /// <summary>Follows a reference; the same name means the same schema in every document.</summary>
    public JsonObject? Find(string reference, string? preferredPath = null)
    {
        var name = reference[ReferencePrefix.Length..];
        var paths = preferredPath is null ? documents.Paths.OrderBy(path => path, StringComparer.Ordinal) : documents.Paths.OrderBy(path => path != preferredPath);
        return paths.Select(path => documents.Schemas(path)?[name]).OfType<JsonObject>().FirstOrDefault();
    }

    private JsonObject? Search(string path, ResourceDefinition resource) => documents.Schemas(path)?
        .Select(entry => entry.Value).OfType<JsonObject>()
        .FirstOrDefault(schema => (schema["x-kubernetes-group-version-kind"] as JsonArray ?? []).OfType<JsonObject>().Any(kind =>
            (string?)kind["kind"] == resource.Kind && (string?)kind["group"] == resource.Group && (string?)kind["version"] == resource.Version));
}
