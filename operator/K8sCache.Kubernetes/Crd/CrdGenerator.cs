using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;

namespace K8sCache.Kubernetes.Crd;

/// <summary>
/// Derives a CustomResourceDefinition (apiextensions.k8s.io/v1, one version, served and stored) from an entity type,
/// so that the schema the API server enforces and the types the operator reads cannot drift apart.
/// </summary>
[RequiresUnreferencedCode(NotForNativePrograms)]
[RequiresDynamicCode(NotForNativePrograms)]
public static class CrdGenerator
{
    internal const string NotForNativePrograms = "Reads all members of types; a native program has no use for a definition.";

    /// <param name="entityType">A class with <see cref="KubernetesEntityAttribute"/>, a Spec and a Status.</param>
    /// <param name="serializerOptions">How values of the type are written on the wire.</param>
    public static JsonObject Generate(Type entityType, JsonSerializerOptions serializerOptions)
    {
        var entity = entityType.GetCustomAttribute<KubernetesEntityAttribute>()
            ?? throw new ArgumentException($"{entityType} has no {nameof(KubernetesEntityAttribute)}", nameof(entityType));
        return new JsonObject
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "CustomResourceDefinition",
            ["metadata"] = new JsonObject { ["name"] = $"{entity.PluralName}.{entity.Group}" },
            ["spec"] = new JsonObject
            {
                ["group"] = entity.Group,
                ["names"] = Names(entity, entityType.GetCustomAttribute<CustomResourceAttribute>() ?? new()),
                ["scope"] = "Namespaced",
                ["versions"] = new JsonArray(Version(entityType, entity, serializerOptions)),
            },
        };
    }

    private static JsonObject Names(KubernetesEntityAttribute entity, CustomResourceAttribute resource)
    {
        var names = new JsonObject();
        if (resource.Categories.Length > 0)
            names["categories"] = Texts(resource.Categories);
        names["kind"] = entity.Kind;
        names["listKind"] = entity.Kind + "List";
        names["plural"] = entity.PluralName;
        if (resource.ShortNames.Length > 0)
            names["shortNames"] = Texts(resource.ShortNames);
        names["singular"] = entity.Kind.ToLowerInvariant();
        return names;
    }

    private static JsonObject Version(
        Type entityType, KubernetesEntityAttribute entity, JsonSerializerOptions serializerOptions) => new()
        {
            ["name"] = entity.ApiVersion,
            ["served"] = true,
            ["storage"] = true,
            ["additionalPrinterColumns"] = Columns(entityType.GetCustomAttributes<PrinterColumnAttribute>()),
            ["subresources"] = Subresources(entityType),
            ["schema"] = new JsonObject { ["openAPIV3Schema"] = RootSchema(entityType, serializerOptions) },
        };

    private static JsonArray Columns(IEnumerable<PrinterColumnAttribute> attributes) =>
        new([.. attributes.OrderBy(column => column.Order).Select(Column)]);

    private static JsonNode Column(PrinterColumnAttribute attribute)
    {
        var column = new JsonObject { ["name"] = attribute.Name, ["type"] = attribute.Type };
        if (attribute.Description is not null)
            column["description"] = attribute.Description;
        column["jsonPath"] = attribute.JsonPath;
        if (attribute.Wide)
            column["priority"] = 1;
        return column;
    }

    private static JsonObject Subresources(Type entityType)
    {
        var subresources = new JsonObject();
        if (entityType.GetProperty("Status") is not null)
            subresources["status"] = new JsonObject();
        if (entityType.GetCustomAttribute<ScaleSubresourceAttribute>() is { } scale)
        {
            subresources["scale"] = new JsonObject
            {
                ["specReplicasPath"] = scale.SpecReplicasPath,
                ["statusReplicasPath"] = scale.StatusReplicasPath,
                ["labelSelectorPath"] = scale.LabelSelectorPath,
            };
        }

        return subresources;
    }

    /// <summary>The API server knows the schema of the first three members itself and wants them named only.</summary>
    private static JsonObject RootSchema(Type entityType, JsonSerializerOptions serializerOptions)
    {
        var schema = SchemaBuilder.Object(entityType, serializerOptions);
        var properties = (JsonObject)schema["properties"]!;
        var root = new JsonObject
        {
            ["apiVersion"] = new JsonObject { ["type"] = "string" },
            ["kind"] = new JsonObject { ["type"] = "string" },
            ["metadata"] = new JsonObject { ["type"] = "object" },
        };
        foreach (var name in (string[])["spec", "status"])
        {
            if (properties.Remove(name, out var property))
                root[name] = property;
        }

        schema["properties"] = root;
        return schema;
    }

    private static JsonArray Texts(string[] values) => new([.. values.Select(value => (JsonNode)JsonValue.Create(value))]);
}
