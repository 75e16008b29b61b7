using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Api.Operations;

namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>
/// Server-side apply: merges an intent into the live object, takes away what its manager owned and no longer names,
/// and refuses to change what others own unless forced. Follows sigs.k8s.io/structured-merge-diff, merge.Updater.
/// </summary>
public sealed class FieldApplier(FieldTracker tracker, TimeProvider time)
{
    private const string BeforeFirstApply = "before-first-apply";
    private const string Kubectl = "kubectl";

    /// <param name="request">Names manager, subresource and force.</param>
    /// <param name="live">The object now; null when it does not exist.</param>
    /// <param name="intent">The applied object.</param>
    /// <returns>The new object, owners included.</returns>
    /// <exception cref="ApplyConflictException">Others own what the intent changes.</exception>
    public JsonObject Apply(WriteRequest request, JsonObject? live, JsonObject intent)
    {
        try
        {
            return Apply(request, live, intent, request.Force);
        }
        catch (ApplyConflictException conflict) when (request.FieldManager == Kubectl && live is not null)
        {
            // kubectl moves from client-side to server-side apply: what its annotation shows was its own.
            var schema = tracker.SchemaOf(request.Resource);
            var remaining = conflict.Without(LastApplied.OwnFields(live, schema));
            if (remaining is not null)
                throw remaining;
            return Apply(request, live, intent, force: true);
        }
    }

    private JsonObject Apply(WriteRequest request, JsonObject? live, JsonObject intent, bool force)
    {
        var resource = request.Resource;
        var schema = tracker.SchemaOf(resource);
        IntentValidator.Check(resource, intent, schema);
        var managed = ManagedFields.Read(live);
        if (live is not null && managed.Owners.Count == 0)
        {
            var before = new ManagerKey(BeforeFirstApply, IsApply: false, resource.ApiVersion, request.Subresource);
            tracker.Update(resource, managed, before, null, WritablePart(request, live));
        }
        var old = live is null ? EmptyObject.Of(schema, resource.IsCustom) : FieldTracker.WithoutManagedFields(live);
        var key = ManagerKey.Applier(request.FieldManager, request.Subresource);
        var previous = managed.Owners.GetValueOrDefault(key);
        managed.Owners[key] = new ManagerFields(Owned(request, intent, schema), resource.ApiVersion, previous?.Time);

        var merged = Prune(ObjectMerge.Merge(old, intent, schema), managed, previous?.Set, schema);
        var changes = ObjectComparison.Compare(old, merged, schema).Filtered(s => Writable(request, s));
        TakeOver(managed, key, changes, force);
        if (!changes.IsSame && managed.Owners.TryGetValue(key, out var fields))
            managed.Owners[key] = fields with { Time = ObjectMeta.Time(time.GetUtcNow()) };
        managed.StripIdentity();
        LastApplied.Renew(merged, intent, request.FieldManager == Kubectl);
        managed.Write(merged);
        return merged;
    }

    private static FieldSet Owned(WriteRequest request, JsonObject intent, FieldSchema schema) =>
        Writable(request, FieldSetBuilder.Build(intent, schema));

    /// <summary>What the subresource may write: the main resource no status, status no spec.</summary>
    private static FieldSet Writable(WriteRequest request, FieldSet set)
    {
        if (request.Subresource == "status")
            return request.Resource.IsCustom ? set.OnlyTree("f:status") : set.ExceptTree("f:spec");
        return request.Resource.HasStatus ? set.ExceptTree("f:status") : set;
    }

    private static JsonObject WritablePart(WriteRequest request, JsonObject live)
    {
        var part = ApiCore.Clone(live);
        if (request.Subresource == "status")
            part.Remove("spec");
        else if (request.Resource.HasStatus)
            part.Remove("status");
        return part;
    }

    /// <summary>
    /// Removes what the manager owned and no longer names, but adds back what others own, and items that hold
    /// something it never owned.
    /// </summary>
    private static JsonObject Prune(JsonObject merged, ManagedFields managed, FieldSet? last, FieldSchema schema)
    {
        if (last is null || last.IsEmpty)
            return merged;
        var lastNamed = last.WithNamedParents(schema);
        var pruned = ItemRemoval.Remove(merged, lastNamed, schema);
        var owned = managed.Owners.Values.Aggregate(new FieldSet(), (all, m) => all.Union(m.Set)).WithNamedParents(schema);
        var all = Paths(merged);
        pruned = ItemRemoval.Remove(merged, all.Except(Paths(pruned).Union(owned)), schema);
        return ItemRemoval.Remove(merged, all.Except(Paths(pruned)).Intersect(lastNamed), schema);

        FieldSet Paths(JsonObject obj) => FieldSetBuilder.Build(obj, schema).WithNamedParents(schema);
    }

    private static void TakeOver(ManagedFields managed, ManagerKey key, ObjectComparison changes, bool force)
    {
        var conflicts = managed.Owners
            .Where(o => o.Key != key)
            .Select(o => (o.Key, Set: o.Value.Set.Intersect(changes.Written)))
            .Where(c => !c.Set.IsEmpty)
            .ToDictionary(c => c.Key, c => c.Set);
        if (!force && conflicts.Count > 0)
            throw new ApplyConflictException(conflicts);
        managed.TakeFromOthers(key, changes.Written.Union(changes.Removed));
        if (managed.Owners.TryGetValue(key, out var own))
            managed.Owners[key] = own with { Set = own.Set.Except(changes.Removed) };
        managed.DropEmpty();
    }
}
