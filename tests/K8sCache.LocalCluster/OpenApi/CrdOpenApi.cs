using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.CustomResources;
using K8sCache.LocalCluster.Schema;

namespace K8sCache.LocalCluster.OpenApi;

/// <summary>
/// The OpenAPI document of one version of a CRD group. Paths, parameters and common schemas are the recorded ones of
/// StatefulSets with names put in their place: a custom resource is served just like one.
/// </summary>
internal sealed class CrdOpenApi(OpenApiDocuments documents)
{
    private const string TemplatePath = "apis/apps/v1";
    private const string TemplateCollection = "/apis/apps/v1/namespaces/{namespace}/statefulsets";
    private const string ReferencePrefix = "#/components/schemas/";

    private readonly Lazy<JsonObject> _template = new(() => (JsonObject)JsonNode.Parse(documents.Text(TemplatePath)!)!);

    public JsonObject Build(IEnumerable<CustomResourceVersion> resources)
    {
        var paths = new JsonObject();
        var schemas = new JsonObject();
        foreach (var resource in resources)
        {
            AddPaths(paths, resource.Definition);
            AddSchemas(schemas, resource);
        }

        AddReferenced(schemas, paths);
        AddReferenced(schemas, schemas);
        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes CRD Swagger", ["version"] = "v0.1.0" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
    }

    private static string SchemaName(ResourceDefinition resource, string kind) =>
        $"{string.Join('.', resource.Group.Split('.').Reverse())}.{resource.Version}.{kind}";

    private void AddPaths(JsonObject paths, ResourceDefinition resource)
    {
        var all = $"/apis/{resource.Group}/{resource.Version}/{resource.Plural}";
        var collection = resource.Namespaced ? $"/apis/{resource.Group}/{resource.Version}/namespaces/{{namespace}}/{resource.Plural}" : all;
        if (resource.Namespaced) paths[all] = PathItem("/apis/apps/v1/statefulsets", resource);
        paths[collection] = PathItem(TemplateCollection, resource);
        paths[$"{collection}/{{name}}"] = PathItem($"{TemplateCollection}/{{name}}", resource);
        foreach (var subresource in resource.Subresources.Select(subresource => subresource.Name).Order(StringComparer.Ordinal))
            paths[$"{collection}/{{name}}/{subresource}"] = PathItem($"{TemplateCollection}/{{name}}/{subresource}", resource);
    }

    private JsonObject PathItem(string templatePath, ResourceDefinition resource)
    {
        var item = (JsonObject)_template.Value["paths"]![templatePath]!.DeepClone();
        foreach (var operation in item.Select(entry => entry.Value).OfType<JsonObject>()) Rename(operation, resource);
        // Deleting a collection of custom resources is described as listing it.
        if (item["delete"] is JsonObject delete && (string?)delete["x-kubernetes-action"] == "deletecollection" && item["get"] is JsonObject list)
        {
            delete["parameters"] = list["parameters"]?.DeepClone();
            delete.Remove("requestBody");
        }

        if (!resource.Namespaced && item["parameters"] is JsonArray parameters)
        {
            foreach (var parameter in parameters.OfType<JsonObject>().Where(parameter => (string?)parameter["name"] == "namespace").ToList())
                parameters.Remove(parameter);
        }

        return item;
    }

    private static void Rename(JsonObject operation, ResourceDefinition resource)
    {
        operation["tags"] = new JsonArray($"{GroupWord(resource, isUpper: false)}_{resource.Version}");
        operation["operationId"] = Text(operation, "operationId")
            .Replace("AppsV1", GroupWord(resource, isUpper: true) + Upper(resource.Version), StringComparison.Ordinal)
            .Replace("Namespaced", resource.Namespaced ? "Namespaced" : "", StringComparison.Ordinal)
            .Replace("StatefulSet", resource.Kind, StringComparison.Ordinal);
        operation["description"] = Text(operation, "description")
            .Replace("list or watch objects", "list objects", StringComparison.Ordinal)
            .Replace("StatefulSet", resource.Kind, StringComparison.Ordinal);
        if (operation["x-kubernetes-group-version-kind"] is JsonObject kind && (string?)kind["group"] == "apps")
        {
            kind["group"] = resource.Group;
            kind["version"] = resource.Version;
            kind["kind"] = resource.Kind;
        }

        KeepTextForms(operation["requestBody"] as JsonObject);
        foreach (var response in (operation["responses"] as JsonObject ?? []).Select(entry => entry.Value).OfType<JsonObject>()) KeepTextForms(response);
        RenameReferences(operation, resource);
    }

    /// <summary>Custom resources come as JSON and YAML, and know no strategic merge.</summary>
    private static void KeepTextForms(JsonObject? holder)
    {
        if (holder?["content"] is not JsonObject content) return;
        if (content["*/*"] is { } any) content["application/json"] ??= any.DeepClone();
        foreach (var type in content.Select(entry => entry.Key).ToList())
        {
            var isKept = type is "application/json" or "application/yaml" or "application/apply-patch+yaml" or
                "application/json-patch+json" or "application/merge-patch+json";
            if (!isKept) content.Remove(type);
        }

        if (content["application/json"] is { } json) content["application/yaml"] ??= json.DeepClone();
    }

    private static void RenameReferences(JsonNode? node, ResourceDefinition resource)
    {
        switch (node)
        {
            case JsonObject json:
                if (json["$ref"] is JsonValue reference)
                {
                    json["$ref"] = ((string)reference!)
                        .Replace("io.k8s.api.apps.v1.StatefulSetList", SchemaName(resource, resource.ListKind), StringComparison.Ordinal)
                        .Replace("io.k8s.api.apps.v1.StatefulSet", SchemaName(resource, resource.Kind), StringComparison.Ordinal);
                }

                foreach (var (_, child) in json.ToList()) RenameReferences(child, resource);
                break;
            case JsonArray array:
                foreach (var child in array) RenameReferences(child, resource);
                break;
        }
    }

    private static void AddSchemas(JsonObject schemas, CustomResourceVersion resource)
    {
        var definition = resource.Definition;
        var schema = CrdSchemaText.WithMetadata(resource.OpenApiSchema);
        schema["x-kubernetes-group-version-kind"] = CrdSchemaText.Kinds(definition, definition.Kind);
        var list = CrdSchemaText.List(definition, ReferencePrefix + SchemaName(definition, definition.Kind));
        if (definition.SelectableFields.Count > 0)
        {
            var fields = definition.SelectableFields.Select(field => new JsonObject { ["fieldPath"] = field });
            schema["x-kubernetes-selectable-fields"] = new JsonArray([.. fields]);
            list["x-kubernetes-selectable-fields"] = new JsonArray([.. fields]);
        }

        schemas[SchemaName(definition, definition.Kind)] = schema;
        schemas[SchemaName(definition, definition.ListKind)] = list;
    }

    /// <summary>Adds the common schemas that are referred to, and those they refer to.</summary>
    private void AddReferenced(JsonObject schemas, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                if (JsonScalars.Read(json["$ref"]) is string reference && reference.StartsWith(ReferencePrefix, StringComparison.Ordinal))
                    AddSchema(schemas, reference[ReferencePrefix.Length..]);
                foreach (var (_, child) in json.ToList()) AddReferenced(schemas, child);
                break;
            case JsonArray array:
                foreach (var child in array) AddReferenced(schemas, child);
                break;
        }
    }

    private void AddSchema(JsonObject schemas, string name)
    {
        if (schemas.ContainsKey(name)) return;
        if (documents.Schemas(TemplatePath)?[name] is not JsonObject schema) return;
        var copy = (JsonObject)schema.DeepClone();
        schemas[name] = copy;
        AddReferenced(schemas, copy);
    }

    private static string Text(JsonObject json, string name) => (string?)json[name] ?? "";

    /// <summary>k8scache.io as <c>k8scacheIo</c> or <c>K8scacheIo</c>.</summary>
    private static string GroupWord(ResourceDefinition resource, bool isUpper)
    {
        var words = resource.Group.Split('.', '-');
        return (isUpper ? Upper(words[0]) : words[0]) + string.Concat(words.Skip(1).Select(Upper));
    }

    private static string Upper(string word) => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..];
}
