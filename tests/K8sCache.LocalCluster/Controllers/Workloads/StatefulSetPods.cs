using System.Globalization;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Workloads;

/// <summary>Identity of a StatefulSet's pods: names, labels, host names, claims.</summary>
internal static class StatefulSetPods
{
    public const string RevisionLabel = "controller-revision-hash";

    /// <summary>The ordinal in the name of a pod of the set; null where the name is not one of the set's.</summary>
    public static int? OrdinalOf(JsonObject set, string podName)
    {
        var prefix = set.Name() + "-";
        return podName.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(podName.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            ? ordinal
            : null;
    }

    public static JsonObject Make(JsonObject set, JsonObject revision, int ordinal)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{set.Name()}-{ordinal}");
        var pod = PodTemplates.MakePod(ControllerRevisions.TemplateOf(revision), set, "apps/v1", "StatefulSet");
        pod.Child("metadata")["name"] = name;
        pod.SetLabel("statefulset.kubernetes.io/pod-name", name);
        pod.SetLabel("apps.kubernetes.io/pod-index", ordinal.ToString(CultureInfo.InvariantCulture));
        pod.SetLabel(RevisionLabel, revision.Name());
        var spec = pod.Child("spec");
        spec["hostname"] = name;
        spec["subdomain"] = set.Text("spec", "serviceName");
        AddClaimVolumes(set, name, spec);
        return pod;
    }

    /// <summary>The claims that a pod needs, one for each claim template.</summary>
    public static IEnumerable<JsonObject> Claims(JsonObject set, string podName)
    {
        foreach (var template in set.Items("spec", "volumeClaimTemplates"))
        {
            var labels = template.At("metadata", "labels")?.DeepClone() as JsonObject ?? [];
            foreach (var (label, value) in set.TextMap("spec", "selector", "matchLabels"))
                labels[label] = value;
            yield return new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "PersistentVolumeClaim",
                ["metadata"] = new JsonObject { ["name"] = ClaimName(template, podName), ["namespace"] = set.Namespace(), ["labels"] = labels },
                ["spec"] = template["spec"]?.DeepClone(),
            };
        }
    }

    private static void AddClaimVolumes(JsonObject set, string podName, JsonObject spec)
    {
        var templates = set.Items("spec", "volumeClaimTemplates").ToList();
        if (templates.Count == 0)
            return;
        var names = templates.Select(template => template.Name()).ToHashSet(StringComparer.Ordinal);
        var volumes = new JsonArray();
        foreach (var template in templates)
        {
            volumes.Add(new JsonObject
            {
                ["name"] = template.Name(),
                ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = ClaimName(template, podName) },
            });
        }

        foreach (var volume in spec.Items("volumes").Where(volume => !names.Contains(volume.Text("name") ?? "")))
            volumes.Add(volume.DeepClone());
        spec["volumes"] = volumes;
    }

    private static string ClaimName(JsonObject template, string podName) => $"{template.Name()}-{podName}";
}
