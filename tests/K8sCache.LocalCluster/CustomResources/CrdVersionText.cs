using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Schema;

namespace K8sCache.LocalCluster.CustomResources;

/// <summary>Versions as a message shows them: Go's internal type in JSON, what versions share hoisted away (null).</summary>
internal static class CrdVersionText
{
    public static string Of(IReadOnlyList<JsonObject> versions)
    {
        var shown = versions.Select(version => (JsonNode)new JsonObject
        {
            ["Name"] = version["name"]?.DeepClone(),
            ["Served"] = JsonScalars.Read(version["served"]) is true,
            ["Storage"] = JsonScalars.Read(version["storage"]) is true,
            ["Deprecated"] = JsonScalars.Read(version["deprecated"]) is true,
            ["DeprecationWarning"] = version["deprecationWarning"]?.DeepClone(),
            ["Schema"] = null,
            ["Subresources"] = null,
            ["AdditionalPrinterColumns"] = null,
            ["SelectableFields"] = null,
        });
        return new JsonArray([.. shown]).ToJsonString(GoJson.Options);
    }
}
