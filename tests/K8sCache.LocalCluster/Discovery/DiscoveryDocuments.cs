using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Discovery;

/// <summary>The discovery answers, made from the registry: versions, groups, resource lists and the aggregated form.</summary>
internal sealed class DiscoveryDocuments(ResourceRegistry registry)
{
    public static JsonObject ApiVersions(string serverAddress) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = serverAddress }),
    };

    public JsonObject GroupList() => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. Groups().Select(GroupEntry)]),
    };

    /// <summary>Null for an unknown group.</summary>
    public JsonObject? Group(string name)
    {
        if (!Groups().Contains(name)) return null;
        var json = new JsonObject { ["kind"] = "APIGroup", ["apiVersion"] = "v1" };
        foreach (var (key, value) in GroupEntry(name)) json[key] = value?.DeepClone();
        return json;
    }

    /// <summary>Null for an unknown group version.</summary>
    public JsonObject? ResourceList(string group, string version)
    {
        var resources = Resources(group, version);
        if (resources.Count == 0) return null;
        var json = new JsonObject { ["kind"] = "APIResourceList" };
        // The legacy group's list has no apiVersion, nobody knows why; clients do not mind.
        if (group.Length > 0) json["apiVersion"] = "v1";
        json["groupVersion"] = resources[0].ApiVersion;
        json["resources"] = new JsonArray([.. resources.SelectMany(resource => Entries(resource))]);
        return json;
    }

    /// <summary>apidiscovery.k8s.io/v2: everything of /api (the legacy group) or of /apis in one answer.</summary>
    public JsonObject Aggregated(bool isLegacy) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = "apidiscovery.k8s.io/v2",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. (isLegacy ? [""] : Groups()).Select(AggregatedGroup)]),
    };

    private List<string> Groups() => [.. registry.All.Select(resource => resource.Group).Where(group => group.Length > 0).Distinct()];

    private List<string> Versions(string group) =>
        [.. registry.All.Where(resource => resource.Group == group).Select(resource => resource.Version).Distinct()
            .OrderByDescending(version => version, CustomResources.ApiVersionOrder.Instance)];

    private List<ResourceDefinition> Resources(string group, string version) =>
        [.. registry.All.Where(resource => resource.Group == group && resource.Version == version)
            .OrderBy(resource => resource.Plural, StringComparer.Ordinal)];

    private JsonObject GroupEntry(string group)
    {
        var versions = Versions(group).Select(version => new JsonObject { ["groupVersion"] = $"{group}/{version}", ["version"] = version }).ToList();
        return new JsonObject
        {
            ["name"] = group,
            ["versions"] = new JsonArray([.. versions]),
            ["preferredVersion"] = versions[0].DeepClone(),
        };
    }

    private static IEnumerable<JsonObject> Entries(ResourceDefinition resource)
    {
        var entry = new JsonObject
        {
            ["name"] = resource.Plural,
            ["singularName"] = resource.Singular,
            ["namespaced"] = resource.Namespaced,
            ["kind"] = resource.Kind,
            ["verbs"] = Texts(resource.Verbs),
        };
        AddNames(entry, resource);
        if (resource.StorageVersionHash is { } hash) entry["storageVersionHash"] = hash;
        yield return entry;
        foreach (var subresource in resource.Subresources)
        {
            var json = new JsonObject
            {
                ["name"] = $"{resource.Plural}/{subresource.Name}",
                ["singularName"] = "",
                ["namespaced"] = resource.Namespaced,
            };
            if (subresource.Group.Length > 0)
            {
                json["group"] = subresource.Group;
                json["version"] = subresource.Version;
            }

            json["kind"] = subresource.Kind;
            json["verbs"] = Texts(subresource.Verbs);
            yield return json;
        }
    }

    private static void AddNames(JsonObject entry, ResourceDefinition resource)
    {
        if (resource.ShortNames.Count > 0) entry["shortNames"] = Texts(resource.ShortNames);
        if (resource.Categories.Count > 0) entry["categories"] = Texts(resource.Categories);
    }

    private JsonObject AggregatedGroup(string group)
    {
        var metadata = new JsonObject();
        if (group.Length > 0) metadata["name"] = group;
        return new JsonObject
        {
            ["metadata"] = metadata,
            ["versions"] = new JsonArray([.. Versions(group).Select(version => new JsonObject
            {
                ["version"] = version,
                ["resources"] = new JsonArray([.. Resources(group, version).Select(AggregatedResource)]),
                ["freshness"] = "Current",
            })]),
        };
    }

    private static JsonObject AggregatedResource(ResourceDefinition resource)
    {
        var entry = new JsonObject
        {
            ["resource"] = resource.Plural,
            ["responseKind"] = KindJson(resource, resource.Kind),
            ["scope"] = resource.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = resource.Singular,
            ["verbs"] = Texts(resource.Verbs),
        };
        AddNames(entry, resource);
        if (resource.Subresources.Count == 0) return entry;
        entry["subresources"] = new JsonArray([.. resource.Subresources.Select(subresource => new JsonObject
        {
            ["subresource"] = subresource.Name,
            ["responseKind"] = subresource.Group.Length == 0
                ? KindJson(resource, subresource.Kind)
                : KindJson(subresource.Group, subresource.Version, subresource.Kind),
            ["verbs"] = Texts(subresource.Verbs),
        })]);
        return entry;
    }

    /// <summary>Built-in kinds of the list's own group leave group and version empty; those of CRDs repeat them.</summary>
    private static JsonObject KindJson(ResourceDefinition resource, string kind) =>
        resource.IsCustom ? KindJson(resource.Group, resource.Version, kind) : KindJson("", "", kind);

    private static JsonObject KindJson(string group, string version, string kind) =>
        new() { ["group"] = group, ["version"] = version, ["kind"] = kind };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
