using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Patching.Ownership;
using K8sCache.LocalCluster.Storage;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>
/// Changing an object, whatever asks for it: PUT, a patch, an apply, a scale. The change is a function of the live
/// object, so that it can run again when another writer was faster and the caller set no precondition.
/// </summary>
public sealed class UpdateOperation(ApiCore core, FieldTracker tracker)
{
    /// <summary>Attempts against concurrent writers before 409.</summary>
    private const int MaximumAttempts = 32;

    /// <param name="request">Where and by whom.</param>
    /// <param name="change">Makes the new object from the live one, which it must not modify.</param>
    /// <returns>The object as it is now.</returns>
    public JsonObject Run(WriteRequest request, Func<JsonObject, ObjectChange> change)
    {
        for (var attempt = 1; ; attempt++)
        {
            var stored = core.Store.Find(ApiCore.Key(request.Resource, request.Namespace, request.Name))
                ?? throw Errors.NotFound(request.Resource.Resource, request.Name);
            var live = core.Show(request.Resource, stored);
            var changed = change(live);
            try
            {
                return Write(request, stored, live, changed);
            }
            catch (StoreConflictException) when (!changed.HasVersion && attempt < MaximumAttempts)
            {
                request.Warnings.Clear();
            }
            catch (StoreConflictException e)
            {
                throw e.Current is null
                    ? Errors.NotFound(request.Resource.Resource, request.Name)
                    : Errors.Modified(request.Resource.Resource, request.Name);
            }
        }
    }

    private JsonObject Write(WriteRequest request, StoredObject stored, JsonObject live, ObjectChange changed)
    {
        var resource = request.Resource;
        var obj = changed.Object;
        if (ReferenceEquals(obj, live))
            return live;
        Preconditions(request, live, changed);
        var context = new AdmissionContext
        {
            Resource = resource,
            Operation = AdmissionOperation.Update,
            Subresource = request.Subresource,
            User = request.User,
            Namespace = request.Namespace,
            Name = request.Name,
            Object = obj,
            OldObject = live,
            DryRun = request.DryRun,
            Warnings = request.Warnings,
        };
        if (changed.NeedsDecoding)
            Decode(request, context, changed);
        CarryOver.SystemFields(obj, live, keepUid: changed.Source == ChangeSource.Patch);
        CarryOver.OtherParts(request, obj, live);
        if (!changed.Tracked)
            tracker.TrackUpdate(request, live, obj);
        core.Hooks.Admission.Mutate(context);
        core.Hooks.Admission.Prepare(context);
        CarryOver.Generation(request, obj, live);
        Validate(context);
        return Commit(request, context, stored);
    }

    private static void Preconditions(WriteRequest request, JsonObject live, ObjectChange changed)
    {
        var resource = request.Resource;
        var obj = changed.Object;
        if (obj.Name() is var name && name != request.Name && name.Length > 0)
            throw Errors.BadRequest($"the name of the object ({name}) does not match the name on the URL ({request.Name})");
        if (resource.Namespaced && obj.Namespace() is var ns && ns != request.Namespace && ns.Length > 0)
            throw Errors.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        if (changed.Source == ChangeSource.Put)
            Uid(request, live, obj);
        var version = obj.ResourceVersion();
        if (version.Length == 0 || version == "0")
        {
            if (!resource.AllowsUnconditionalUpdate && changed.Source == ChangeSource.Put)
            {
                var details = FieldErrors.Invalid("metadata.resourceVersion", "0", "must be specified for an update");
                throw Errors.Invalid(resource.Group, resource.Plural, request.Name, [details]);
            }
        }
        else if (version != live.ResourceVersion())
        {
            throw Errors.Modified(resource.Resource, request.Name);
        }
    }

    private static void Uid(WriteRequest request, JsonObject live, JsonObject obj)
    {
        if (obj.Uid().Length == 0 || obj.Uid() == live.Uid())
            return;
        var resource = request.Resource;
        var group = resource.IsCustom ? $"{resource.Group}/" : "";
        var ns = resource.Namespaced ? $"{request.Namespace}/" : "";
        throw Errors.Conflict(
            resource.Resource,
            request.Name,
            $"StorageError: invalid object, Code: 4, Key: /registry/{group}{resource.Plural}/{ns}{request.Name}, ResourceVersion: 0, "
            + $"AdditionalErrorMsg: Precondition failed: UID in precondition: {obj.Uid()}, UID in object meta: {live.Uid()}");
    }

    private void Decode(WriteRequest request, AdmissionContext context, ObjectChange changed)
    {
        if (changed.Source != ChangeSource.Patch)
        {
            FieldProblems.OfBody(request, [.. changed.Problems, .. core.Decode(context)]);
            return;
        }
        // Failures quote the patched object as it was before anything was pruned or defaulted.
        var before = ApiCore.Clone(changed.Object);
        try
        {
            FieldProblems.OfPatch(request, core.Decode(context), before);
        }
        catch (ApiException e)
        {
            throw FieldProblems.InPatch(request, e, before);
        }
    }

    private void Validate(AdmissionContext context)
    {
        var causes = MetadataValidator.OnUpdate(context.Object!, context.OldObject!).ToList();
        // The server checks metadata once for all kinds and once more in each kind's own validation.
        causes.AddRange([.. causes]);
        causes.AddRange(core.Hooks.Admission.Validate(context));
        if (causes.Count > 0)
            throw Errors.Invalid(context.Resource, context.Name, causes);
        var old = context.OldObject!.Finalizers();
        if (!context.Object!.Finalizers().SequenceEqual(old))
            MetadataValidator.WarnOnFinalizers(context.Object!, context.Warnings);
    }

    private JsonObject Commit(WriteRequest request, AdmissionContext context, StoredObject stored)
    {
        var obj = context.Object!;
        FieldTracker.KeepTimesOfNoChange(obj, context.OldObject!);
        var next = core.ForStorage(request.Resource, obj);
        if (DeleteOperation.IsDone(request.Resource, obj))
            return Finish(request, context, stored, next);
        // Compared as stored, so that defaults shown by a newer schema alone write nothing.
        if (ApiCore.SameJson(next, stored.Parse()))
            return context.OldObject!;
        if (request.DryRun)
            return Shown(request.Resource, next);
        context.Object = core.Show(request.Resource, core.Store.Put(stored.Key, stored.Version, next));
        core.Hooks.Admission.Committed(context);
        return ApiCore.Clone(context.Object);
    }

    /// <summary>
    /// The last finalizer is gone: the object goes too. Watchers see its previous state, the caller the one it wrote.
    /// </summary>
    private JsonObject Finish(WriteRequest request, AdmissionContext context, StoredObject stored, JsonObject next)
    {
        if (request.DryRun)
            return Shown(request.Resource, next);
        core.Store.Remove(stored.Key, stored.Version, stored.Parse());
        var removed = new AdmissionContext
        {
            Resource = request.Resource,
            Operation = AdmissionOperation.Delete,
            User = request.User,
            Namespace = request.Namespace,
            Name = request.Name,
            OldObject = context.OldObject,
        };
        core.Hooks.Admission.Committed(removed);
        return Shown(request.Resource, next);
    }

    private JsonObject Shown(ResourceDefinition resource, JsonObject stored)
    {
        core.Hooks.Admission.FromStorage(resource, stored);
        return stored;
    }
}
