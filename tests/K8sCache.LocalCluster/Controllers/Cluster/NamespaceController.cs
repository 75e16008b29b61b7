using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Cluster;

/// <summary>Empties a namespace that is being deleted, tells in its conditions what remains, and lets it go once nothing does.</summary>
internal sealed class NamespaceController(IClusterApi api, ResourceRegistry registry, TimeProvider time) : IReconciler
{
    // Objects inside have no watch here; what is left is looked for again.
    private static readonly TimeSpan NextLook = TimeSpan.FromMilliseconds(100);

    private readonly IClusterApi _api = api.As("namespace-controller");

    public string Name => "namespace-controller";

    public IReadOnlyList<Trigger> Triggers => [Trigger.Itself(KnownResources.Namespaces)];

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (_api.Find(KnownResources.Namespaces, null, key.Name) is not { } ns || !ns.IsTerminating())
            return null;
        var remaining = Empty(key.Name);
        var conditions = NamespaceConditions.Build(ns, remaining, time.GetUtcNow());
        if (!JsonNode.DeepEquals(ns.At("status", "conditions"), conditions))
        {
            ns.Child("status")["conditions"] = conditions;
            ns = _api.UpdateStatus(KnownResources.Namespaces, ns);
        }

        if (remaining.Count > 0)
            return NextLook;
        _api.FinalizeNamespace(ns);
        return null;
    }

    private List<(GroupResource Resource, JsonObject Object)> Empty(string ns)
    {
        var remaining = new List<(GroupResource, JsonObject)>();
        foreach (var resource in registry.All.Where(d => d.Namespaced && d.Verbs.Contains("list")).Select(d => d.StoredAs).Distinct())
        {
            foreach (var found in _api.List(resource, ns).Items)
            {
                var left = found;
                if (!found.IsTerminating())
                    left = Delete(resource, found);
                if (left is not null)
                    remaining.Add((resource, left));
            }
        }

        return remaining;
    }

    /// <summary>What is left of the object: null when it is gone.</summary>
    private JsonObject? Delete(GroupResource resource, JsonObject found)
    {
        try
        {
            _api.Delete(resource, found.Namespace(), found.Name(), new DeleteOptions { PropagationPolicy = "Background", Uid = found.Uid() });
        }
        catch (ApiException error) when (error.IsNotFound || error.IsConflict)
        {
            // Gone, or made anew, meanwhile: the next look tells.
        }

        return _api.Find(resource, found.Namespace(), found.Name());
    }
}
