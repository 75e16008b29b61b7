using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Api.Operations;

namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>
/// Keeps <c>metadata.managedFields</c> on creates and updates: who last set which field. An updater takes what it
/// changes from everybody, and what it removes nobody owns any longer.
/// </summary>
public sealed class FieldTracker(FieldSchemas schemas, ResourceRegistry registry, TimeProvider time)
{
    /// <summary>Records what a create or update changed under the request's field manager.</summary>
    /// <param name="request">Names manager, version and subresource.</param>
    /// <param name="live">The object before; null for a create.</param>
    /// <param name="obj">The object after; its managedFields are rewritten.</param>
    public void TrackUpdate(WriteRequest request, JsonObject? live, JsonObject obj)
    {
        var managed = Before(request, live, obj);
        // An object that nobody tracks stays so until somebody applies; and the server loses track of one whose owners
        // wrote in a version that is gone.
        if (live is not null && (managed.Owners.Count == 0 || managed.Owners.Values.Any(o => IsGone(request.Resource, o.ApiVersion))))
        {
            obj.Metadata().Remove("managedFields");
            return;
        }
        obj.Metadata().Remove("managedFields");
        var key = new ManagerKey(request.FieldManager, IsApply: false, request.Resource.ApiVersion, request.Subresource);
        Update(request.Resource, managed, key, live, obj);
        managed.Write(obj);
    }

    /// <summary>A write that changed nothing but times in managedFields gets the old ones back, so that it is no write.</summary>
    public static void KeepTimesOfNoChange(JsonObject obj, JsonObject live)
    {
        if (ApiCore.SameJson(WithoutTimes(obj), WithoutTimes(live)) && live.Metadata()["managedFields"] is { } old)
            obj.Metadata()["managedFields"] = old.DeepClone();
    }

    internal FieldSchema SchemaOf(ResourceDefinition resource) => schemas.Of(resource);

    /// <summary>The rule of an update, on owners already read.</summary>
    internal void Update(ResourceDefinition resource, ManagedFields managed, ManagerKey key, JsonObject? live, JsonObject obj)
    {
        var schema = schemas.Of(resource);
        var old = live is null ? EmptyObject.Of(schema, resource.IsCustom) : WithoutManagedFields(live);
        var changes = ObjectComparison.Compare(old, WithoutManagedFields(obj), schema);
        managed.TakeFromOthers(key, changes.Written.Union(changes.Removed));
        var previous = managed.Owners.GetValueOrDefault(key);
        var set = (previous?.Set ?? new FieldSet()).Except(changes.Removed).Union(changes.Written);
        // Scale writes carry no time, as the server tracks them on the side.
        var now = key.Subresource == "scale" ? null : ObjectMeta.Time(time.GetUtcNow());
        managed.Owners[key] = new ManagerFields(set, resource.ApiVersion, changes.Written.IsEmpty ? previous?.Time ?? now : now);
        managed.StripIdentity();
        managed.CapUpdaters();
    }

    private bool IsGone(ResourceDefinition resource, string apiVersion) =>
        resource.IsCustom && !registry.All.Any(d => d.Resource == resource.Resource && d.ApiVersion == apiVersion);

    /// <summary>The owners to start from: those the caller sent (it may edit them), else the live object's.</summary>
    private static ManagedFields Before(WriteRequest request, JsonObject? live, JsonObject obj)
    {
        if (request.Subresource.Length > 0)
            return ManagedFields.Read(live);
        // A list of one empty entry is the way to clear them.
        if (obj.Metadata()["managedFields"] is JsonArray { Count: 1 } sent && sent[0] is JsonObject { Count: 0 })
            return new ManagedFields();
        var read = ManagedFields.Read(obj);
        return read.Owners.Count > 0 ? read : ManagedFields.Read(live);
    }

    internal static JsonObject WithoutManagedFields(JsonObject obj)
    {
        var copy = ApiCore.Clone(obj);
        (copy["metadata"] as JsonObject)?.Remove("managedFields");
        return copy;
    }

    private static JsonObject WithoutTimes(JsonObject obj)
    {
        var copy = ApiCore.Clone(obj);
        foreach (var entry in (copy.Metadata()["managedFields"] as JsonArray ?? []).OfType<JsonObject>())
            entry.Remove("time");
        return copy;
    }
}
