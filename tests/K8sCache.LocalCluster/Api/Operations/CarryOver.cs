using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>What an update keeps of the live object, whatever the caller sends.</summary>
internal static class CarryOver
{
    private static readonly string[] ServerOwned = ["creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "selfLink"];

    /// <summary>Metadata that only the server writes.</summary>
    /// <param name="obj">The new object.</param>
    /// <param name="live">The live one.</param>
    /// <param name="keepUid">A wrong uid stays, for validation to refuse it.</param>
    public static void SystemFields(JsonObject obj, JsonObject live, bool keepUid)
    {
        var metadata = obj.Metadata();
        foreach (var field in ServerOwned)
            Copy(metadata, live.Metadata(), field);
        Copy(metadata, live.Metadata(), "name");
        Copy(metadata, live.Metadata(), "namespace");
        Copy(metadata, live.Metadata(), "resourceVersion");
        if (!keepUid || obj.Uid().Length == 0)
            Copy(metadata, live.Metadata(), "uid");
    }

    /// <summary>The main resource does not write status; status writes nothing else.</summary>
    public static void OtherParts(WriteRequest request, JsonObject obj, JsonObject live)
    {
        var resource = request.Resource;
        if (request.Subresource == "status")
        {
            foreach (var part in obj.Select(p => p.Key).Union(live.Select(p => p.Key)).Except(["status", "metadata"]).ToList())
                Copy(obj, live, part);
            KeepMetadata(resource, obj.Metadata(), live.Metadata());
        }
        else if (resource.HasStatus && request.Subresource.Length == 0 && resource.Kind != "Node")
        {
            Copy(obj, live, "status");
        }
    }

    public static void Generation(WriteRequest request, JsonObject obj, JsonObject live)
    {
        var bump = request.Resource.Generation switch
        {
            GenerationRule.None => false,
            GenerationRule.Spec => !ApiCore.SameJson(Spec(request, obj), Spec(request, live)),
            GenerationRule.SpecAndAnnotations => !ApiCore.SameJson(obj["spec"], live["spec"])
                || (request.Subresource.Length == 0 && !ApiCore.SameJson(obj.At("metadata.annotations"), live.At("metadata.annotations"))),
            GenerationRule.AllButMetadataAndStatus => Differs(obj, live, "metadata", "status"),
            GenerationRule.AllButMetadata => Differs(obj, live, "metadata"),
        };
        if (bump)
            obj.Metadata()["generation"] = live.Generation() + 1;
    }

    /// <summary>Custom resources take no metadata through status; of built-ins, Deployments keep their labels.</summary>
    private static void KeepMetadata(ResourceDefinition resource, JsonObject metadata, JsonObject live)
    {
        if (resource.Kind == "Deployment")
            Copy(metadata, live, "labels");
        if (!resource.IsCustom)
            return;
        foreach (var field in metadata.Select(p => p.Key).Union(live.Select(p => p.Key)).Except(["managedFields", "uid"]).ToList())
            Copy(metadata, live, field);
    }

    /// <summary>A Pod's binding to a node does not count as a change of its spec.</summary>
    private static JsonNode? Spec(WriteRequest request, JsonObject obj)
    {
        if (request.Resource.Resource != KnownResources.Pods || obj["spec"] is not JsonObject spec)
            return obj["spec"];
        var copy = ApiCore.Clone(spec);
        copy.Remove("nodeName");
        return copy;
    }

    private static bool Differs(JsonObject left, JsonObject right, params string[] except) =>
        left.Select(p => p.Key).Union(right.Select(p => p.Key)).Except(except).Any(k => !ApiCore.SameJson(left[k], right[k]));

    private static void Copy(JsonObject to, JsonObject from, string field)
    {
        if (from.TryGetPropertyValue(field, out var value))
            to[field] = value?.DeepClone();
        else
            to.Remove(field);
    }
}
