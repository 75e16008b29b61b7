using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Api.Selectors;

namespace K8sCache.LocalCluster.Tables;

/// <summary>What several kinds' cells share.</summary>
internal static class CellText
{
    public const string None = "<none>";

    public static string Age(JsonObject obj, DateTimeOffset now) => HumanDuration.Since(obj.Metadata()["creationTimestamp"], now);

    public static string Text(JsonObject obj, string path, string otherwise = None) =>
        ObjectMeta.Text(obj.At(path)) is { Length: > 0 } text ? text : otherwise;

    public static long Number(JsonObject obj, string path) => ObjectMeta.Number(obj.At(path)) ?? 0;

    public static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();

    public static string Join(IEnumerable<string?> parts) => string.Join(',', parts);

    /// <summary>A LabelSelector, or &lt;none&gt; for one that selects nothing in particular.</summary>
    public static string Selector(JsonNode? selector) =>
        selector is JsonObject obj && SelectorText.Of(obj) is { Length: > 0 } text ? text : None;

    /// <summary>Names and images of a pod template's containers.</summary>
    public static (string Names, string Images) Containers(JsonObject obj)
    {
        var containers = Objects(obj.At("spec.template.spec.containers")).ToList();
        return (Join(containers.Select(c => ObjectMeta.Text(c["name"]))), Join(containers.Select(c => ObjectMeta.Text(c["image"]))));
    }
}
