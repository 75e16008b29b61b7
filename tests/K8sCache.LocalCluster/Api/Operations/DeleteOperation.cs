using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.CustomResources;
using K8sCache.LocalCluster.Storage;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>
/// Deleting: at once where nothing holds the object, else by marking it with a deletionTimestamp. What holds it:
/// finalizers (the caller's propagation policy adds foregroundDeletion or orphan), a Pod's grace period, a Namespace's
/// content.
/// </summary>
public sealed class DeleteOperation(ApiCore core)
{
    private const long DefaultPodGraceSeconds = 30;
    private const int MaximumAttempts = 32;
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";

    public DeleteResult Run(WriteRequest request, DeleteOptions options)
    {
        for (var attempt = 1; ; attempt++)
        {
            var stored = core.Store.Find(ApiCore.Key(request.Resource, request.Namespace, request.Name))
                ?? throw Errors.NotFound(request.Resource.Resource, request.Name);
            var live = core.Show(request.Resource, stored);
            Preconditions(request, options, live);
            try
            {
                return Apply(request, options, stored, live);
            }
            catch (StoreConflictException) when (attempt < MaximumAttempts)
            {
                // Another write came between: look again.
            }
        }
    }

    /// <summary>A deleting object that nothing holds any longer.</summary>
    public static bool IsDone(ResourceDefinition resource, JsonObject obj) =>
        obj.IsDeleting()
        && obj.Finalizers().Count == 0
        && (ObjectMeta.Number(obj.Metadata()["deletionGracePeriodSeconds"]) ?? 0) == 0
        && !(resource.Resource == KnownResources.Namespaces && ObjectMeta.Texts(obj.At("spec.finalizers")).Count > 0);

    private static void Preconditions(WriteRequest request, DeleteOptions options, JsonObject live)
    {
        // These two name the kind, not the resource, as the server does.
        var kind = new GroupResource(request.Resource.Group, request.Resource.Kind);
        if (options.Uid is { } uid && uid != live.Uid())
        {
            throw Errors.Conflict(kind, request.Name,
                $"the UID in the precondition ({uid}) does not match the UID in record ({live.Uid()}). The object might have been deleted and then recreated");
        }
        if (options.ResourceVersion is { } version && version != live.ResourceVersion())
        {
            throw Errors.Conflict(kind, request.Name,
                $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({live.ResourceVersion()}). The object might have been modified");
        }
    }

    private DeleteResult Apply(WriteRequest request, DeleteOptions options, StoredObject stored, JsonObject live)
    {
        var resource = request.Resource;
        var next = ApiCore.Clone(live);
        SetFinalizers(resource, options, next);
        if (resource.Resource == KnownResources.CustomResourceDefinitions)
            CrdDeletion.Begin(next, core.Now);
        var grace = GraceSeconds(resource, options, live);
        var holds = next.Finalizers().Count > 0 || grace > 0
            || (resource.Resource == KnownResources.Namespaces && ObjectMeta.Texts(next.At("spec.finalizers")).Count > 0);
        Mark(resource, next, live, grace);
        if (!holds)
        {
            // A Pod's mark is a write of its own, so that watchers see it terminate before it goes.
            if (IsGraceful(resource) && !options.DryRun && !ApiCore.SameJson(next, live))
                stored = core.Store.Put(stored.Key, stored.Version, core.ForStorage(resource, next));
            return Remove(request, options, stored, next);
        }
        if (ApiCore.SameJson(next, live))
            return new DeleteResult(live, Removed: false);
        if (options.DryRun)
            return new DeleteResult(next, Removed: false);
        var written = core.Store.Put(stored.Key, stored.Version, core.ForStorage(resource, next));
        return new DeleteResult(core.Show(resource, written), Removed: false);
    }

    private DeleteResult Remove(WriteRequest request, DeleteOptions options, StoredObject stored, JsonObject next)
    {
        var resource = request.Resource;
        // Kinds without graceful deletion show watchers the object as it was; a Pod shows that it was deleted.
        var last = IsGraceful(resource) ? next : core.Show(resource, stored);
        if (options.DryRun)
            return new DeleteResult(last, Removed: true);
        var removed = core.Store.Remove(stored.Key, stored.Version, core.ForStorage(resource, last));
        core.Hooks.Admission.Committed(new AdmissionContext
        {
            Resource = resource,
            Operation = AdmissionOperation.Delete,
            User = request.User,
            Namespace = request.Namespace,
            Name = request.Name,
            OldObject = last,
        });
        return new DeleteResult(core.Show(resource, removed), Removed: true);
    }

    private static void SetFinalizers(ResourceDefinition resource, DeleteOptions options, JsonObject obj)
    {
        if (resource.Resource == KnownResources.Namespaces)
            return;
        var finalizers = obj.Finalizers().ToList();
        if (options.PropagationPolicy is not null)
        {
            finalizers.RemoveAll(f => f is Foreground or Orphan);
            if (options.PropagationPolicy == "Foreground")
                finalizers.Add(Foreground);
            if (options.PropagationPolicy == "Orphan")
                finalizers.Add(Orphan);
        }
        if (finalizers.Count > 0)
            obj.Metadata()["finalizers"] = new JsonArray([.. finalizers.Select(f => JsonValue.Create(f))]);
        else
            obj.Metadata().Remove("finalizers");
    }

    /// <summary>Pods only: unscheduled and finished ones have nothing to stop.</summary>
    private static long GraceSeconds(ResourceDefinition resource, DeleteOptions options, JsonObject live)
    {
        if (!IsGraceful(resource))
            return 0;
        if (string.IsNullOrEmpty(ObjectMeta.Text(live.At("spec.nodeName"))) || ObjectMeta.Text(live.At("status.phase")) is "Succeeded" or "Failed")
            return 0;
        var wanted = Math.Max(0, options.GracePeriodSeconds
            ?? ObjectMeta.Number(live.At("spec.terminationGracePeriodSeconds")) ?? DefaultPodGraceSeconds);
        return live.IsDeleting() && ObjectMeta.Number(live.Metadata()["deletionGracePeriodSeconds"]) is { } running
            ? Math.Min(wanted, running)
            : wanted;
    }

    /// <summary>Sets the deletion mark, or shortens a running grace period; never lengthens one.</summary>
    private void Mark(ResourceDefinition resource, JsonObject next, JsonObject live, long grace)
    {
        var metadata = next.Metadata();
        var running = ObjectMeta.Number(live.Metadata()["deletionGracePeriodSeconds"]);
        if (live.IsDeleting() && (running ?? 0) <= grace)
            return;
        metadata["deletionTimestamp"] = ObjectMeta.Time(core.Time.GetUtcNow().AddSeconds(grace));
        if (resource.Resource == KnownResources.Namespaces)
        {
            if (next["status"] is JsonObject status)
                status["phase"] = "Terminating";
            return;
        }
        // The finalizer of a definition is set by its own rules, which know neither.
        if (resource.Resource == KnownResources.CustomResourceDefinitions)
            return;
        metadata["deletionGracePeriodSeconds"] = grace;
        if (resource.Generation != GenerationRule.None && !live.IsDeleting())
            metadata["generation"] = live.Generation() + 1;
    }

    private static bool IsGraceful(ResourceDefinition resource) => resource.Resource == KnownResources.Pods;
}
