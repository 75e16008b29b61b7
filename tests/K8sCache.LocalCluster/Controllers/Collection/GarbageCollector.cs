using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Collection;

/// <summary>
/// Deletes objects whose owners are gone, and carries out foreground and orphan deletion. Works on the whole cluster at once, woken by any
/// deletion or owner reference: with the few hundred objects of a local cluster a full look costs less than keeping a graph right.
/// </summary>
internal sealed class GarbageCollector
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";

    private readonly IClusterApi _api;
    private readonly ResourceRegistry _registry;

    public GarbageCollector(IClusterApi api, ResourceRegistry registry)
    {
        _api = api.As("generic-garbage-collector");
        _registry = registry;
    }

    /// <summary>One look at everything; true when it wrote, so that another look may find more to do.</summary>
    /// <exception cref="ApiException">A write failed in a way that a later look may not.</exception>
    public bool Collect()
    {
        var all = Collectable(_registry).SelectMany(resource => _api.List(resource).Items.Select(item => (Resource: resource, Object: item))).ToList();
        var dependents = all.SelectMany(entry => entry.Object.Items("metadata", "ownerReferences")
            .Select(reference => (Uid: reference.Text("uid"), Reference: reference, Dependent: entry))).ToLookup(entry => entry.Uid);
        var wrote = false;
        foreach (var (resource, subject) in all)
        {
            if (subject.IsTerminating() && HasFinalizer(subject, Orphan))
                wrote |= ReleaseOwner(resource, subject, dependents[subject.Uid()].Select(entry => entry.Dependent));
            if (subject.IsTerminating() && HasFinalizer(subject, Foreground)
                && !dependents[subject.Uid()].Any(entry => entry.Reference.Flag("blockOwnerDeletion")))
            {
                wrote |= Change(resource, subject, current => RemoveFinalizer(current, Foreground));
            }

            if (subject.At("metadata", "ownerReferences") is JsonArray { Count: > 0 })
                wrote |= Judge(resource, subject, hasDependents: dependents[subject.Uid()].Any());
        }

        return wrote;
    }

    /// <summary>Every stored resource once, whatever its versions; events are hints that belong to nobody.</summary>
    public static IEnumerable<GroupResource> Collectable(ResourceRegistry registry) => registry.All
        .Where(definition => definition.Verbs.Contains("list") && definition.Verbs.Contains("delete") && definition.StoredAs != KnownResources.Events)
        .Select(definition => definition.StoredAs).Distinct();

    private bool Judge(GroupResource resource, JsonObject subject, bool hasDependents)
    {
        if (subject.IsTerminating())
            return false;
        var references = subject.Items("metadata", "ownerReferences")
            .Select(reference => (Reference: reference, State: StateOf(subject, reference))).ToList();
        if (references.TrueForAll(entry => entry.State == OwnerState.Present))
            return false;
        if (references.Exists(entry => entry.State == OwnerState.Present))
        {
            var lost = references.Where(entry => entry.State != OwnerState.Present).Select(entry => entry.Reference.Text("uid")!).ToHashSet();
            return Change(resource, subject, current => RemoveReferences(current, lost.Contains));
        }

        var isAwaited = references.Exists(entry => entry.State == OwnerState.AwaitsDependents && entry.Reference.Flag("blockOwnerDeletion"));
        if (!isAwaited && references.Exists(entry => entry.State == OwnerState.AwaitsDependents))
            return false;
        return Delete(resource, subject, isAwaited && hasDependents ? "Foreground" : "Background");
    }

    private OwnerState StateOf(JsonObject dependent, JsonObject reference)
    {
        var apiVersion = (reference.Text("apiVersion") ?? "").Split('/');
        var group = apiVersion.Length == 2 ? apiVersion[0] : "";
        var definition = _registry.FindKind(group, apiVersion[^1], reference.Text("kind") ?? "");
        var owner = definition is null
            ? null
            : _api.Find(definition.Resource, definition.Namespaced ? dependent.Namespace() : null, reference.Text("name") ?? "");
        if (owner is null || owner.Uid() != reference.Text("uid"))
            return OwnerState.Absent;
        return owner.IsTerminating() && HasFinalizer(owner, Foreground) ? OwnerState.AwaitsDependents : OwnerState.Present;
    }

    private bool ReleaseOwner(GroupResource resource, JsonObject owner, IEnumerable<(GroupResource Resource, JsonObject Object)> dependents)
    {
        foreach (var dependent in dependents)
            Change(dependent.Resource, dependent.Object, current => RemoveReferences(current, uid => uid == owner.Uid()));
        return Change(resource, owner, current => RemoveFinalizer(current, Orphan));
    }

    private bool Delete(GroupResource resource, JsonObject subject, string propagation)
    {
        try
        {
            // As it was seen: one that was released from its owner since stays.
            _api.Delete(resource, subject.Namespace(), subject.Name(), new DeleteOptions
            {
                Uid = subject.Uid(),
                ResourceVersion = subject.Text("metadata", "resourceVersion"),
                PropagationPolicy = propagation,
            });
            return true;
        }
        catch (ApiException error) when (error.IsNotFound || error.IsConflict)
        {
            // Changed meanwhile: true makes for another look.
            return error.IsConflict;
        }
    }

    /// <summary>Changes the object as it is now, if it is still the same one.</summary>
    private bool Change(GroupResource resource, JsonObject seen, Action<JsonObject> change)
    {
        if (_api.Find(resource, seen.Namespace(), seen.Name()) is not { } current || current.Uid() != seen.Uid())
            return false;
        change(current);
        try
        {
            _api.Update(resource, current);
        }
        catch (ApiException error) when (error.IsNotFound || error.IsConflict)
        {
            // Changed meanwhile: true makes for another look.
        }

        return true;
    }

    private static bool HasFinalizer(JsonObject subject, string name) => subject.Texts("metadata", "finalizers").Contains(name);

    private static void RemoveFinalizer(JsonObject subject, string name)
    {
        var kept = subject.Texts("metadata", "finalizers").Where(finalizer => finalizer != name).Select(finalizer => (JsonNode)finalizer).ToArray();
        subject.Child("metadata").SetOrDrop("finalizers", new JsonArray(kept), drop: kept.Length == 0);
    }

    private static void RemoveReferences(JsonObject subject, Func<string, bool> drop)
    {
        var kept = subject.Items("metadata", "ownerReferences").Where(reference => !drop(reference.Text("uid") ?? ""))
            .Select(reference => reference.DeepClone()).ToArray();
        subject.Child("metadata").SetOrDrop("ownerReferences", new JsonArray(kept), drop: kept.Length == 0);
    }
}
