using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Workloads;

/// <summary>Makes pods from templates.</summary>
internal static class PodTemplates
{
    public static JsonObject MakePod(JsonObject template, JsonObject owner, string apiVersion, string kind)
    {
        var metadata = new JsonObject { ["generateName"] = owner.Name() + "-", ["namespace"] = owner.Namespace() };
        foreach (var member in (string[])["labels", "annotations", "finalizers"])
            metadata.SetOrDrop(member, template.At("metadata", member)?.DeepClone());
        metadata["ownerReferences"] = new JsonArray(owner.MakeControllerReference(apiVersion, kind));
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = metadata,
            ["spec"] = template["spec"]!.DeepClone(),
        };
    }

    public static void SetLabel(this JsonObject subject, string name, string value) => subject.Child("metadata").Child("labels")[name] = value;
}
