using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Workloads;

/// <summary>
/// Which objects a workload controls: those that refer to it and match its selector. One that no longer matches is released, a matching
/// one without a controller is adopted; an owner that is being deleted does neither.
/// </summary>
internal sealed class OwnedObjects(IClusterApi api, string ownerApiVersion, string ownerKind)
{
    /// <param name="owner">The workload, with a LabelSelector in <c>spec.selector</c>.</param>
    /// <param name="resource">What it controls.</param>
    /// <param name="mayAdopt">A further condition on orphans, such as a StatefulSet's pod names.</param>
    public List<JsonObject> Claim(JsonObject owner, GroupResource resource, Func<JsonObject, bool>? mayAdopt = null)
    {
        var claimed = new List<JsonObject>();
        foreach (var candidate in api.List(resource, owner.Namespace()).Items)
        {
            var matches = LabelSelector.Matches(owner.At("spec", "selector"), candidate);
            if (candidate.ControllerReference() is not null)
            {
                if (!candidate.IsControlledBy(owner))
                    continue;
                if (matches || owner.IsTerminating())
                    claimed.Add(candidate);
                else
                    Release(resource, owner, candidate);
            }
            else if (matches && !owner.IsTerminating() && !candidate.IsTerminating() && mayAdopt?.Invoke(candidate) != false)
            {
                claimed.Add(Adopt(resource, owner, candidate));
            }
        }

        return claimed;
    }

    private JsonObject Adopt(GroupResource resource, JsonObject owner, JsonObject orphan)
    {
        var references = orphan.Child("metadata")["ownerReferences"] as JsonArray;
        if (references is null)
            orphan.Child("metadata")["ownerReferences"] = references = [];
        references.Add(owner.MakeControllerReference(ownerApiVersion, ownerKind));
        return api.Update(resource, orphan);
    }

    private void Release(GroupResource resource, JsonObject owner, JsonObject stray)
    {
        var kept = stray.Items("metadata", "ownerReferences").Where(reference => reference.Text("uid") != owner.Uid())
            .Select(reference => reference.DeepClone()).ToArray();
        stray.Child("metadata").SetOrDrop("ownerReferences", new JsonArray(kept), drop: kept.Length == 0);
        api.Update(resource, stray);
    }
}
