using System.Globalization;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Api.Operations;
using K8sCache.LocalCluster.Tables;
using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Api.Http;

/// <summary>Shows objects and lists as asked for: whole, as a Table, or their metadata only.</summary>
internal sealed class Presenter(TableRenderer tables)
{
    /// <summary>Kinds whose delete answers with the object that went, in place of a Status.</summary>
    private static readonly HashSet<GroupResource> ShownDeleted =
    [
        KnownResources.Pods, KnownResources.Services, KnownResources.ServiceAccounts, KnownResources.PersistentVolumeClaims,
        KnownResources.CustomResourceDefinitions, KnownResources.Namespaces,
    ];

    private static readonly PrinterColumn[] ScaleColumns =
        [new("Desired", "integer", ".spec.replicas"), new("Available", "integer", ".status.replicas"), new("Age", "date", ".metadata.creationTimestamp")];

    /// <summary>The definition whose columns a Table has: a scale has its own.</summary>
    public static ResourceDefinition KindShown(ResourceDefinition resource, RequestInfo info) =>
        info.Subresource == "scale" ? resource with { Kind = "Scale", PrinterColumns = ScaleColumns } : resource;

    public static bool ShowsDeleted(ResourceDefinition resource) => ShownDeleted.Contains(resource.Resource);

    public static JsonObject Success(ResourceDefinition resource, JsonObject deleted) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = "Success",
        ["details"] = new StatusDetails
        {
            Name = deleted.Name(),
            Group = resource.Group,
            Kind = resource.Plural,
            Uid = deleted.Uid(),
        }.ToJson(),
    };

    public Task WriteAsync(HttpContext context, int code, ResourceDefinition resource, JsonObject obj, Representation shape) =>
        Responder.WriteAsync(context, code, Shaped(context.Request, resource, obj, shape), shape.Yaml);

    /// <summary>One object in the shape asked for; a Table has one row.</summary>
    public JsonObject Shaped(HttpRequest request, ResourceDefinition resource, JsonObject obj, Representation shape, bool columns = true) =>
        shape.Shape switch
        {
            Shape.Object => obj,
            Shape.Metadata => TableRenderer.MetadataOnly(obj, shape.MetaVersion),
            Shape.Table => tables.Render(
                resource,
                [obj],
                new JsonObject { ["resourceVersion"] = obj.ResourceVersion() },
                shape.MetaVersion,
                Include(request),
                columns),
        };

    /// <summary>A bookmark in the shape of the watch; in a Table it is a row of its metadata.</summary>
    public JsonObject ShapedBookmark(ResourceDefinition resource, JsonObject mark, Representation shape, bool columns) =>
        shape.Shape == Shape.Metadata
            ? TableRenderer.MetadataOnly(mark, shape.MetaVersion)
            : tables.Render(resource, [mark], new JsonObject { ["resourceVersion"] = mark.ResourceVersion() }, shape.MetaVersion, "Metadata", columns);

    public Task WriteListAsync(HttpContext context, ResourceDefinition resource, ListResult list, Representation shape)
    {
        JsonObject body = shape.Shape switch
        {
            Shape.Object => List(resource, list),
            Shape.Metadata => new JsonObject
            {
                ["kind"] = "PartialObjectMetadataList",
                ["apiVersion"] = $"meta.k8s.io/{shape.MetaVersion}",
                ["metadata"] = ListMeta(list),
                ["items"] = new JsonArray([.. list.Items.Select(o => TableRenderer.MetadataOnly(o, shape.MetaVersion))]),
            },
            Shape.Table => tables.Render(resource, list.Items, ListMeta(list), shape.MetaVersion, Include(context.Request)),
        };
        return Responder.WriteAsync(context, 200, body, shape.Yaml);
    }

    private static JsonObject List(ResourceDefinition resource, ListResult list)
    {
        var metadata = ListMeta(list);
        // Custom lists keep apiVersion and kind on each item and an empty continue; typed lists drop them.
        if (resource.IsCustom)
            metadata["continue"] ??= "";
        var items = new JsonArray();
        foreach (var item in list.Items)
        {
            if (!resource.IsCustom)
            {
                item.Remove("apiVersion");
                item.Remove("kind");
            }
            items.Add(item);
        }
        return new JsonObject
        {
            ["kind"] = resource.ListKind,
            ["apiVersion"] = resource.ApiVersion,
            ["metadata"] = metadata,
            ["items"] = items,
        };
    }

    private static JsonObject ListMeta(ListResult list)
    {
        var metadata = new JsonObject { ["resourceVersion"] = list.Version.ToString(CultureInfo.InvariantCulture) };
        if (list.Continue is not null)
            metadata["continue"] = list.Continue;
        if (list.Remaining is { } remaining)
            metadata["remainingItemCount"] = remaining;
        return metadata;
    }

    private static string Include(HttpRequest request)
    {
        var include = (string?)request.Query["includeObject"] ?? "";
        return include switch
        {
            "" => "Metadata",
            "Metadata" or "Object" or "None" => include,
            _ => throw Errors.BadRequest(
                $"Unable to convert to Table as requested: includeObject: Invalid value: {FieldErrors.Quote(include)}: must be 'Metadata', 'Object', 'None', or empty"),
        };
    }
}
