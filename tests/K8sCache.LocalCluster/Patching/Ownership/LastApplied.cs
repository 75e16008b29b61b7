using System.Text.Json;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Api.Operations;

namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>kubectl's client-side apply annotation, which server-side apply by kubectl takes over and keeps up to date.</summary>
internal static class LastApplied
{
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>The fields that the annotation names with the value they still have.</summary>
    public static FieldSet OwnFields(JsonObject live, FieldSchema schema)
    {
        if (Parse(live) is not { } applied)
            return new FieldSet();
        var changes = ObjectComparison.Compare(live, applied, schema);
        return FieldSetBuilder.Build(applied, schema).Except(changes.Written).Except(changes.Removed);
    }

    /// <summary>Brings an annotation that is there up to the intent.</summary>
    public static void Renew(JsonObject obj, JsonObject intent, bool byKubectl)
    {
        if (!byKubectl || obj.Metadata()["annotations"] is not JsonObject annotations || !annotations.ContainsKey(Annotation))
            return;
        var copy = ApiCore.Clone(intent);
        (copy.Metadata()["annotations"] as JsonObject)?.Remove(Annotation);
        annotations[Annotation] = ApiCore.Compact(copy) + "\n";
    }

    private static JsonObject? Parse(JsonObject live)
    {
        if (ObjectMeta.Text(live.Metadata()["annotations"]?[Annotation]) is not { } text)
            return null;
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            // Not kubectl's doing: then nothing is known to be its own.
            return null;
        }
    }
}
