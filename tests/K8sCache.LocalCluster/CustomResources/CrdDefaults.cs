using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.CustomResources;

/// <summary>What the server fills into a CustomResourceDefinition.</summary>
internal static class CrdDefaults
{
    public static void Apply(JsonObject crd)
    {
        if (crd["spec"] is not JsonObject spec) return;
        if (spec["names"] is JsonObject names && (string?)names["kind"] is { Length: > 0 } kind)
        {
            names["singular"] ??= kind.ToLowerInvariant();
            names["listKind"] ??= kind + "List";
        }

        spec["conversion"] ??= new JsonObject { ["strategy"] = "None" };
    }

    /// <summary>The status a new definition starts with; on updates a new storage version joins storedVersions.</summary>
    public static void PrepareStatus(JsonObject crd, JsonObject? old)
    {
        var storage = (crd["spec"]?["versions"] as JsonArray ?? []).OfType<JsonObject>()
            .FirstOrDefault(version => Schema.JsonScalars.Read(version["storage"]) is true);
        var name = (string?)storage?["name"];
        if (old is null)
        {
            crd["status"] = new JsonObject
            {
                ["conditions"] = null,
                ["acceptedNames"] = new JsonObject { ["plural"] = "", ["kind"] = "" },
                ["storedVersions"] = name is null ? [] : new JsonArray(name),
            };
            return;
        }

        if (name is null || crd["status"]?["storedVersions"] is not JsonArray stored) return;
        if (!stored.Any(version => (string?)version == name)) stored.Add(name);
    }
}
