using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Tests.Transcripts;

/// <summary>
/// Takes out of a recorded discovery answer what this server does not offer: kinds that nothing here would act on. What
/// is left must be answered as recorded.
/// </summary>
internal static class DiscoveryProjection
{
    public static void KeepOffered(JsonNode? recorded, ResourceRegistry registry)
    {
        if (recorded is not JsonObject json) return;
        switch ((string?)json["kind"])
        {
            case "APIGroupList":
                Keep(json["groups"], group => HasGroup(registry, (string)group["name"]!));
                foreach (var group in Objects(json["groups"])) Keep(group["versions"], version => HasVersion(registry, (string)group["name"]!, version));
                break;
            case "APIResourceList":
                var (groupName, versionName) = Split((string)json["groupVersion"]!);
                Keep(json["resources"], resource => Offers(registry, groupName, versionName, (string)resource["name"]!));
                break;
            case "APIGroupDiscoveryList":
                KeepAggregated(json, registry);
                break;
        }
    }

    private static void KeepAggregated(JsonObject json, ResourceRegistry registry)
    {
        Keep(json["items"], item => HasGroup(registry, Name(item)));
        foreach (var item in Objects(json["items"]))
        {
            var group = Name(item);
            Keep(item["versions"], version => HasVersion(registry, group, version));
            foreach (var version in Objects(item["versions"]))
            {
                var name = (string)version["version"]!;
                Keep(version["resources"], resource => Offers(registry, group, name, (string)resource["resource"]!));
                foreach (var resource in Objects(version["resources"]))
                    Keep(resource["subresources"], sub => Offers(registry, group, name, $"{resource["resource"]}/{sub["subresource"]}"));
            }
        }
    }

    private static string Name(JsonObject item) => (string?)item["metadata"]?["name"] ?? "";

    private static bool HasGroup(ResourceRegistry registry, string group) => registry.All.Any(resource => resource.Group == group);

    private static bool HasVersion(ResourceRegistry registry, string group, JsonObject version) =>
        registry.HasGroupVersion(group, (string)version["version"]!);

    private static bool Offers(ResourceRegistry registry, string group, string version, string name)
    {
        var parts = name.Split('/', 2);
        var resource = registry.Find(group, version, parts[0]);
        return resource is not null && (parts.Length == 1 || resource.Subresource(parts[1]) is not null);
    }

    private static (string Group, string Version) Split(string groupVersion)
    {
        var slash = groupVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ("", groupVersion) : (groupVersion[..slash], groupVersion[(slash + 1)..]);
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => (node as JsonArray ?? []).OfType<JsonObject>();

    private static void Keep(JsonNode? list, Func<JsonObject, bool> isKept)
    {
        foreach (var entry in Objects(list).Where(entry => !isKept(entry)).ToList()) ((JsonArray)list!).Remove(entry);
    }
}
