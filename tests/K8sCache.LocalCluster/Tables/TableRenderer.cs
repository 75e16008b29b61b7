using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Tables;

/// <summary>Renders objects as the meta.k8s.io Table that kubectl prints.</summary>
public sealed class TableRenderer(TimeProvider time)
{
    /// <param name="resource">The kind.</param>
    /// <param name="objects">One row each.</param>
    /// <param name="metadata">The list's metadata.</param>
    /// <param name="metaVersion">v1 or v1beta1.</param>
    /// <param name="include">What each row carries: Metadata, Object or None.</param>
    /// <param name="columns">False in a watch after its first event.</param>
    public JsonObject Render(
        ResourceDefinition resource,
        IReadOnlyList<JsonObject> objects,
        JsonObject metadata,
        string metaVersion,
        string include,
        bool columns = true)
    {
        var printer = Printers.For(resource);
        var rows = new JsonArray();
        foreach (var obj in objects)
        {
            var row = new JsonObject { ["cells"] = printer.Cells(obj, time.GetUtcNow()) };
            if (printer.Conditions(obj) is { } conditions)
                row["conditions"] = conditions;
            if (include == "Metadata")
                row["object"] = MetadataOnly(obj, metaVersion);
            else if (include == "Object")
                row["object"] = obj.DeepClone();
            else
                row["object"] = null;
            rows.Add(row);
        }
        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = $"meta.k8s.io/{metaVersion}",
            ["metadata"] = metadata,
            ["columnDefinitions"] = columns ? printer.Columns.DeepClone() : null,
            ["rows"] = objects.Count == 0 && printer.NullWhenEmpty ? null : rows,
        };
    }

    public static JsonObject MetadataOnly(JsonObject obj, string metaVersion) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = $"meta.k8s.io/{metaVersion}",
        ["metadata"] = obj["metadata"]?.DeepClone() ?? new JsonObject(),
    };
}
