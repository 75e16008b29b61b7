using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Workloads;

/// <summary>
/// The history of a StatefulSet's or DaemonSet's pod template: one ControllerRevision for each template, named by the owner and a hash
/// of the content, numbered in order; going back to an old template raises the number of its revision.
/// </summary>
internal sealed class ControllerRevisions(IClusterApi api, string apiVersion, string kind)
{
    private const string HashLabel = "controller.kubernetes.io/hash";

    /// <summary>The owner's revisions by number, adopting those that match its selector and belong to nobody.</summary>
    public List<JsonObject> List(JsonObject owner) =>
        [.. new OwnedObjects(api, apiVersion, kind).Claim(owner, KnownResources.ControllerRevisions)
            .OrderBy(revision => revision.Number("revision"))];

    /// <summary>The revision of the template as it is now: found, renumbered or made.</summary>
    public JsonObject Current(JsonObject owner, List<JsonObject> history)
    {
        var wanted = Make(owner);
        var next = (history.LastOrDefault()?.Number("revision") ?? 0) + 1;
        var known = history.FindLast(revision => JsonNode.DeepEquals(revision["data"], wanted["data"]));
        if (known is null)
        {
            wanted["revision"] = next;
            var made = api.Create(KnownResources.ControllerRevisions, owner.Namespace(), wanted);
            history.Add(made);
            return made;
        }

        if (known == history[^1])
            return known;
        known["revision"] = next;
        var renumbered = api.Update(KnownResources.ControllerRevisions, known);
        history.Remove(known);
        history.Add(renumbered);
        return renumbered;
    }

    /// <summary>Deletes the oldest revisions beyond the owner's limit that nothing uses any more.</summary>
    public void Truncate(JsonObject owner, IReadOnlyList<JsonObject> history, IReadOnlySet<string> inUse)
    {
        var idle = history.Where(revision => !inUse.Contains(revision.Name())).ToList();
        var limit = owner.Count("spec", "revisionHistoryLimit") ?? 10;
        foreach (var revision in idle.Take(Math.Max(0, idle.Count - limit)))
            api.Delete(KnownResources.ControllerRevisions, owner.Namespace(), revision.Name());
    }

    /// <summary>The pod template that a revision keeps.</summary>
    public static JsonObject TemplateOf(JsonObject revision)
    {
        var template = (JsonObject)revision.At("data", "spec", "template")!.DeepClone();
        template.Remove("$patch");
        return template;
    }

    private JsonObject Make(JsonObject owner)
    {
        var template = (JsonObject)owner.At("spec", "template")!.DeepClone();
        template["$patch"] = "replace";
        var data = new JsonObject { ["spec"] = new JsonObject { ["template"] = template } };
        // The hash covers the collision count, which grows only when two templates of one owner share a hash: never seen, so 0.
        var hash = Fnv.SafeText(Fnv.Hash1([.. CanonicalJson.Write(data), (byte)'0']));
        var labels = owner.At("spec", "template", "metadata", "labels")?.DeepClone() as JsonObject ?? [];
        labels[HashLabel] = hash;
        return new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ControllerRevision",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{owner.Name()}-{hash}",
                ["namespace"] = owner.Namespace(),
                ["labels"] = labels,
                ["ownerReferences"] = new JsonArray(owner.MakeControllerReference(apiVersion, kind)),
            },
            ["data"] = data,
        };
    }
}
