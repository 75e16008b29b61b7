using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers;

/// <summary>Which nodes a pod may run on: its <c>nodeSelector</c> and required node affinity. Taints, resources and preferences are not weighed.</summary>
internal static class NodeSelection
{
    public static bool Admits(JsonNode? podSpec, JsonObject node)
    {
        if (!podSpec.TextMap("nodeSelector").All(wanted => node.Label(wanted.Key) == wanted.Value))
            return false;
        var terms = RequiredTerms(podSpec).ToList();
        return terms.Count == 0 || terms.Exists(term => Matches(term, node));
    }

    /// <summary>Ties a pod to one node by its name, as the DaemonSet controller does, so that the scheduler still binds it.</summary>
    public static void Pin(JsonObject podSpec, string node) =>
        podSpec.Child("affinity").Child("nodeAffinity")["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonObject
        {
            ["nodeSelectorTerms"] = new JsonArray(new JsonObject
            {
                ["matchFields"] = new JsonArray(new JsonObject
                {
                    ["key"] = "metadata.name",
                    ["operator"] = "In",
                    ["values"] = new JsonArray(node),
                }),
            }),
        };

    /// <summary>The node that <see cref="Pin"/> has named.</summary>
    public static string? PinnedNode(JsonNode? podSpec) => RequiredTerms(podSpec).SelectMany(term => term.Items("matchFields"))
        .Where(field => field.Text("key") == "metadata.name").SelectMany(field => field.Texts("values")).FirstOrDefault();

    private static IEnumerable<JsonObject> RequiredTerms(JsonNode? podSpec) =>
        podSpec.Items("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms");

    private static bool Matches(JsonObject term, JsonObject node)
    {
        var labels = new JsonObject { ["matchExpressions"] = term["matchExpressions"]?.DeepClone() };
        var name = term.Items("matchFields").All(field => field.Texts("values").Contains(node.Name()) == (field.Text("operator") == "In"));
        return name && LabelSelector.Matches(labels, node);
    }
}
