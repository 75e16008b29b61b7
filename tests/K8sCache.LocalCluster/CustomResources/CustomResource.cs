using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Schema;

namespace K8sCache.LocalCluster.CustomResources;

/// <summary>A CustomResourceDefinition, compiled.</summary>
internal sealed record CustomResource
{
    public required GroupResource Resource { get; init; }

    public required IReadOnlyList<CustomResourceVersion> Versions { get; init; }

    /// <summary>apiVersion that objects are stored under.</summary>
    public required string StorageApiVersion { get; init; }

    /// <summary>The definition is being deleted: its objects go, and no new ones are taken.</summary>
    public bool Terminating { get; init; }

    /// <param name="crd">A CRD that has passed <see cref="CrdValidator"/>.</param>
    public static CustomResource Compile(JsonObject crd)
    {
        var spec = (JsonObject)crd["spec"]!;
        var group = (string)spec["group"]!;
        var versions = ((JsonArray)spec["versions"]!).Cast<JsonObject>().ToList();
        var storage = versions.First(version => JsonScalars.Read(version["storage"]) is true);
        return new CustomResource
        {
            Resource = new GroupResource(group, (string)spec["names"]!["plural"]!),
            StorageApiVersion = $"{group}/{(string)storage["name"]!}",
            Versions = [.. versions.OrderByDescending(version => (string)version["name"]!, ApiVersionOrder.Instance).Select(version => CompileVersion(spec, version))],
            Terminating = crd["metadata"]?["deletionTimestamp"] is not null,
        };
    }

    public CustomResourceVersion? Find(string version) => Versions.FirstOrDefault(candidate => candidate.Definition.Version == version);

    private static CustomResourceVersion CompileVersion(JsonObject spec, JsonObject version)
    {
        var json = (JsonObject)version["schema"]!["openAPIV3Schema"]!;
        var schema = new StructuralSchemaParser().Parse(json);
        return new CustomResourceVersion
        {
            Definition = Define(spec, version),
            Served = JsonScalars.Read(version["served"]) is true,
            Schema = schema,
            Rules = CompiledRules.Compile(schema, "", []),
            OpenApiSchema = json,
        };
    }

    private static ResourceDefinition Define(JsonObject spec, JsonObject version)
    {
        var names = (JsonObject)spec["names"]!;
        var group = (string)spec["group"]!;
        var name = (string)version["name"]!;
        var kind = (string)names["kind"]!;
        var subresources = version["subresources"] as JsonObject;
        var hasStatus = subresources?.ContainsKey("status") == true;
        var scale = subresources?["scale"] as JsonObject;
        return new ResourceDefinition
        {
            Group = group,
            Version = name,
            Plural = (string)names["plural"]!,
            Kind = kind,
            Singular = (string?)names["singular"] ?? "",
            ListKind = (string?)names["listKind"] ?? "",
            ShortNames = Texts(names["shortNames"]),
            Categories = Texts(names["categories"]),
            Namespaced = (string?)spec["scope"] == "Namespaced",
            Verbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"],
            Subresources = Subresources(kind, hasStatus, scale is not null),
            IsCustom = true,
            StorageVersionHash = StorageHash.Of($"{group}/{name}/{kind}"),
            Generation = hasStatus ? GenerationRule.AllButMetadataAndStatus : GenerationRule.AllButMetadata,
            AllowsUnconditionalUpdate = false,
            SelectableFields = [.. Objects(version["selectableFields"]).Select(field => ((string)field["jsonPath"]!).TrimStart('.'))],
            PrinterColumns = Columns(version),
            Scale = scale is null
                ? null
                : new ScalePaths((string)scale["specReplicasPath"]!, (string)scale["statusReplicasPath"]!, (string?)scale["labelSelectorPath"]),
            DeprecationWarning = JsonScalars.Read(version["deprecated"]) is true
                ? (string?)version["deprecationWarning"] ?? $"{group}/{name} {kind} is deprecated"
                : null,
        };
    }

    private static List<SubresourceDefinition> Subresources(string kind, bool hasStatus, bool hasScale)
    {
        string[] verbs = ["get", "patch", "update"];
        var subresources = new List<SubresourceDefinition>();
        if (hasStatus) subresources.Add(new SubresourceDefinition("status", kind, verbs));
        if (hasScale) subresources.Add(new SubresourceDefinition("scale", "Scale", verbs, "autoscaling", "v1"));
        return subresources;
    }

    private static List<PrinterColumn> Columns(JsonObject version)
    {
        var columns = Objects(version["additionalPrinterColumns"]).Select(column => new PrinterColumn(
            (string)column["name"]!,
            (string)column["type"]!,
            (string)column["jsonPath"]!,
            (string?)column["format"] ?? "",
            (string?)column["description"] ?? "",
            (int)(JsonScalars.Read(column["priority"]) as long? ?? 0))).ToList();
        return columns.Count > 0 ? columns : [new PrinterColumn("Age", "date", ".metadata.creationTimestamp")];
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => (node as JsonArray ?? []).OfType<JsonObject>();

    private static List<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(text => (string)text!)];
}
