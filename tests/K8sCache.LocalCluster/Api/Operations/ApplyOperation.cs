using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Patching.Ownership;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>A PATCH with an apply body: creates the object or merges the intent into it.</summary>
internal sealed class ApplyOperation(ApiCore core, CreateOperation create, UpdateOperation update, ScaleOperation scale, FieldApplier applier)
{
    public (JsonObject Object, bool Created) Run(WriteRequest request, ReadOnlyMemory<byte> body)
    {
        var resource = request.Resource;
        var intent = core.Hooks.Decoder.Decode(body, "application/yaml", null, "").Object;
        if (request.Subresource == "scale")
            return (ApplyScale(request, intent), false);
        CheckIntent(request, intent);
        if (core.Store.Find(ApiCore.Key(resource, request.Namespace, request.Name)) is null && request.Subresource.Length == 0)
            return (Create(request, intent), true);
        var hasVersion = intent.ResourceVersion().Length > 0;
        var applied = update.Run(
            request,
            live => new ObjectChange(Merge(request, live, intent), ChangeSource.Apply) { Tracked = true, HasVersion = hasVersion });
        return (applied, false);
    }

    private JsonObject Create(WriteRequest request, JsonObject intent)
    {
        if (intent.Uid().Length > 0)
        {
            throw Errors.Conflict(
                request.Resource.Resource,
                request.Name,
                $"uid mismatch: the provided object specified uid {intent.Uid()}, and no existing object was found");
        }
        var named = ApiCore.Clone(intent);
        named.Metadata()["name"] = request.Name;
        var obj = Merge(request, null, named);
        return create.Run(request, obj, [], tracked: true);
    }

    private JsonObject Merge(WriteRequest request, JsonObject? live, JsonObject intent)
    {
        try
        {
            return applier.Apply(request, live, intent);
        }
        catch (ApplyConflictException e)
        {
            throw e.ToApiException();
        }
    }

    private static void CheckIntent(WriteRequest request, JsonObject intent)
    {
        var resource = request.Resource;
        if (intent.Metadata().ContainsKey("managedFields"))
            throw Errors.BadRequest("metadata.managedFields must be nil");
        var version = ObjectMeta.Text(intent["apiVersion"]) ?? "";
        var kind = ObjectMeta.Text(intent["kind"]) ?? "";
        if (version != resource.ApiVersion || kind != resource.Kind)
        {
            var shown = version.Contains('/', StringComparison.Ordinal) ? version : "/" + version;
            throw Errors.BadRequest($"invalid object type: {shown}, Kind={kind}");
        }
        if (intent.Name() is { Length: > 0 } name && name != request.Name)
            throw Errors.BadRequest($"the name of the object ({name}) does not match the name on the URL ({request.Name})");
    }

    /// <summary>
    /// A Scale has one field that can be applied. Whoever else holds the parent's replicas is in conflict, named with
    /// the version of Scale.
    /// </summary>
    private JsonObject ApplyScale(WriteRequest request, JsonObject intent)
    {
        return scale.Write(request, current =>
        {
            var wanted = intent.At("spec.replicas");
            if (!ApiCore.SameJson(wanted, current.At("spec.replicas")) && !request.Force)
                RefuseIfOwned(request);
            return new JsonObject { ["spec"] = new JsonObject { ["replicas"] = wanted?.DeepClone() } };
        });
    }

    private void RefuseIfOwned(WriteRequest request)
    {
        var parent = core.Store.Find(ApiCore.Key(request.Resource, request.Namespace, request.Name))!.Parse();
        var owner = ManagedFields.Read(parent).Owners
            .FirstOrDefault(o => o.Key.Manager != request.FieldManager && o.Value.Set.Below("f:spec").Has("f:replicas"));
        if (owner.Key is null)
            return;
        var message = $"conflict with {(owner.Key with { ApiVersion = "autoscaling/v1" }).Show()}";
        throw Errors.Make(
            409,
            "Conflict",
            $"Apply failed with 1 conflict: {message}: .spec.replicas",
            new StatusDetails { Causes = [new StatusCause("FieldManagerConflict", message, ".spec.replicas")] });
    }
}
