using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.OpenApi;

/// <summary>A CRD's schema with what every object has: described apiVersion and kind, and ObjectMeta as metadata.</summary>
internal static class CrdSchemaText
{
    private const string ApiVersionText =
        "APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to " +
        "the latest internal value, and may reject unrecognized values. More info: " +
        "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources";

    private const string KindText =
        "Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the " +
        "client submits requests to. Cannot be updated. In CamelCase. More info: " +
        "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds";

    private const string MetadataText =
        "Standard object's metadata. More info: " +
        "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata";

    public static JsonObject WithMetadata(JsonObject schema)
    {
        var copy = (JsonObject)schema.DeepClone();
        if (copy["properties"] is not JsonObject properties) copy["properties"] = properties = [];
        properties["apiVersion"] = new JsonObject { ["description"] = ApiVersionText, ["type"] = "string" };
        properties["kind"] = new JsonObject { ["description"] = KindText, ["type"] = "string" };
        properties["metadata"] = new JsonObject
        {
            ["description"] = MetadataText,
            ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = "#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" }),
        };
        return copy;
    }

    public static JsonArray Kinds(ResourceDefinition resource, string kind) =>
        new(new JsonObject { ["group"] = resource.Group, ["kind"] = kind, ["version"] = resource.Version });

    public static JsonObject List(ResourceDefinition resource, string itemReference) => new()
    {
        ["description"] = $"{resource.ListKind} is a list of {resource.Kind}",
        ["type"] = "object",
        ["required"] = new JsonArray("items"),
        ["properties"] = new JsonObject
        {
            ["apiVersion"] = new JsonObject { ["description"] = ApiVersionText, ["type"] = "string" },
            ["items"] = new JsonObject
            {
                ["description"] = $"List of {resource.Plural}. More info: " +
                    "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md",
                ["type"] = "array",
                ["items"] = new JsonObject { ["$ref"] = itemReference },
            },
            ["kind"] = new JsonObject { ["description"] = KindText, ["type"] = "string" },
            ["metadata"] = new JsonObject
            {
                ["description"] = "Standard list metadata. More info: " +
                    "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds",
                ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = "#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta" }),
            },
        },
        ["x-kubernetes-group-version-kind"] = Kinds(resource, resource.ListKind),
    };
}
