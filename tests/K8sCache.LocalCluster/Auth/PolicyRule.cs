using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Builtins;

namespace K8sCache.LocalCluster.Auth;

/// <summary>One rule of a Role or ClusterRole.</summary>
internal sealed record PolicyRule(
    IReadOnlyList<string> Verbs,
    IReadOnlyList<string> ApiGroups,
    IReadOnlyList<string> Resources,
    IReadOnlyList<string> ResourceNames,
    IReadOnlyList<string> NonResourceUrls)
{
    public static PolicyRule Parse(JsonObject json) => new(
        JsonEdit.Texts(json, "verbs"),
        JsonEdit.Texts(json, "apiGroups"),
        JsonEdit.Texts(json, "resources"),
        JsonEdit.Texts(json, "resourceNames"),
        JsonEdit.Texts(json, "nonResourceURLs"));

    public static IReadOnlyList<PolicyRule> ParseAll(JsonObject role) => [.. JsonEdit.Objects(role, "rules").Select(Parse)];

    public bool Allows(AccessRequest request)
    {
        if (!Has(Verbs, request.Verb)) return false;
        if (!request.IsResource) return NonResourceUrls.Any(pattern => MatchesPath(pattern, request.Path));
        return Has(ApiGroups, request.Group) && Resources.Any(resource => MatchesResource(resource, request)) &&
            (ResourceNames.Count == 0 || (request.Name.Length > 0 && ResourceNames.Contains(request.Name)));
    }

    private static bool Has(IReadOnlyList<string> list, string value) => list.Contains("*") || list.Contains(value);

    private static bool MatchesResource(string resource, AccessRequest request) =>
        resource == "*" || resource == request.QualifiedPlural ||
        (request.Subresource.Length > 0 && resource == $"*/{request.Subresource}");

    private static bool MatchesPath(string pattern, string path) =>
        pattern == "*" || pattern == path || (pattern.EndsWith('*') && path.StartsWith(pattern.TrimEnd('*'), StringComparison.Ordinal));
}
