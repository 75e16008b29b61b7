using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Cluster;

/// <summary>The conditions of a namespace that is being deleted, in Kubernetes' words; pure.</summary>
internal static class NamespaceConditions
{
    public static JsonArray Build(JsonObject ns, IReadOnlyList<(GroupResource Resource, JsonObject Object)> remaining, DateTimeOffset now)
    {
        var held = remaining.SelectMany(entry => entry.Object.Texts("metadata", "finalizers")).ToList();
        var contents = string.Join(", ", remaining.GroupBy(entry => entry.Resource).OrderBy(group => group.Key.ToString(), StringComparer.Ordinal)
            .Select(group => $"{NameOf(group.Key)} has {group.Count()} resource instances"));
        var finalizers = string.Join(", ", held.GroupBy(name => name).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} in {group.Count()} resource instances"));
        return
        [
            Condition(ns, "NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered", now),
            Condition(ns, "NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions", "All legacy kube types successfully parsed", now),
            Condition(ns, "NamespaceDeletionContentFailure", false, "ContentDeleted", "All content successfully deleted, may be waiting on finalization", now),
            remaining.Count > 0
                ? Condition(ns, "NamespaceContentRemaining", true, "SomeResourcesRemain", $"Some resources are remaining: {contents}", now)
                : Condition(ns, "NamespaceContentRemaining", false, "ContentRemoved", "All content successfully removed", now),
            held.Count > 0
                ? Condition(ns, "NamespaceFinalizersRemaining", true, "SomeFinalizersRemain", $"Some content in the namespace has finalizers remaining: {finalizers}", now)
                : Condition(ns, "NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers", "All content-preserving finalizers finished", now),
        ];
    }

    private static string NameOf(GroupResource resource) => resource.Group.Length == 0 ? resource.Plural + "." : resource.ToString();

    private static JsonObject Condition(JsonObject ns, string type, bool holds, string reason, string message, DateTimeOffset now)
    {
        var status = holds ? "True" : "False";
        var known = ns.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type);
        return new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            ["lastTransitionTime"] = known.Text("status") == status ? known.Text("lastTransitionTime") : now.ToApiTime(),
            ["reason"] = reason,
            ["message"] = message,
        };
    }
}
