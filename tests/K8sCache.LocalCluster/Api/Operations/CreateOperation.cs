using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Patching.Ownership;
using K8sCache.LocalCluster.Storage;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>Creating an object: defaulting, system fields, admission, validation, then one conditional write.</summary>
public sealed class CreateOperation(ApiCore core, FieldTracker tracker)
{
    /// <param name="request">Where and by whom.</param>
    /// <param name="obj">The body; becomes the result.</param>
    /// <param name="problems">What decoding found, such as duplicate fields.</param>
    /// <param name="tracked">Field owners are in the object already (server-side apply).</param>
    /// <returns>The object as created.</returns>
    public JsonObject Run(WriteRequest request, JsonObject obj, IReadOnlyList<string> problems, bool tracked = false)
    {
        var resource = request.Resource;
        obj["apiVersion"] = resource.ApiVersion;
        obj["kind"] = resource.Kind;
        obj.Metadata();
        var context = new AdmissionContext
        {
            Resource = resource,
            Operation = AdmissionOperation.Create,
            User = request.User,
            Namespace = request.Namespace,
            Name = obj.Name(),
            Object = obj,
            DryRun = request.DryRun,
            Warnings = request.Warnings,
        };
        FieldProblems.OfBody(request, [.. problems, .. core.Decode(context)]);
        MatchNamespace(request, obj);
        NamespaceLifecycle.Check(core, request, obj.Name());
        if (resource.HasStatus && resource.Kind != "Node")
            obj.Remove("status");
        if (!tracked)
            tracker.TrackUpdate(request, null, obj);
        core.Hooks.Admission.Mutate(context);
        FillSystemFields(resource, obj);
        context.Name = obj.Name();
        core.Hooks.Admission.Prepare(context);
        Validate(context, request);
        return Store(context, obj);
    }

    private static void MatchNamespace(WriteRequest request, JsonObject obj)
    {
        var metadata = obj.Metadata();
        if (!request.Resource.Namespaced)
            metadata.Remove("namespace");
        else if (obj.Namespace() is var ns && ns.Length > 0 && ns != request.Namespace)
            throw Errors.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        else
            metadata["namespace"] = request.Namespace;
    }

    private void FillSystemFields(ResourceDefinition resource, JsonObject obj)
    {
        var metadata = obj.Metadata();
        metadata.Remove("deletionTimestamp");
        metadata.Remove("deletionGracePeriodSeconds");
        metadata.Remove("selfLink");
        metadata["uid"] = core.NewUid();
        metadata["creationTimestamp"] = core.Now;
        if (resource.Generation == GenerationRule.None)
            metadata.Remove("generation");
        else
            metadata["generation"] = 1;
        if (obj.Name().Length == 0 && obj.MetaText("generateName") is { Length: > 0 } prefix)
            metadata["name"] = prefix + core.NewSuffix();
        if (obj.ResourceVersion().Length > 0)
            throw Errors.Make(500, "", "resourceVersion should not be set on objects to be created", null);
    }

    private void Validate(AdmissionContext context, WriteRequest request)
    {
        var causes = new List<StatusCause>(MetadataValidator.OnCreate(context.Resource, context.Object!));
        causes.AddRange(core.Hooks.Admission.Validate(context));
        if (causes.Count > 0)
            throw Errors.Invalid(context.Resource, context.Name, causes);
        MetadataValidator.WarnOnFinalizers(context.Object!, request.Warnings);
    }

    private JsonObject Store(AdmissionContext context, JsonObject obj)
    {
        var resource = context.Resource;
        var key = ApiCore.Key(resource, context.Namespace, context.Name);
        var stored = core.ForStorage(resource, obj);
        if (context.DryRun)
        {
            if (core.Store.Find(key) is { } taken)
                throw Taken(resource, taken);
            core.Hooks.Admission.FromStorage(resource, stored);
            return stored;
        }
        try
        {
            context.Object = core.Show(resource, core.Store.Put(key, expectedVersion: 0, stored));
        }
        catch (StoreConflictException e)
        {
            throw Taken(resource, e.Current!);
        }
        core.Hooks.Admission.Committed(context);
        return ApiCore.Clone(context.Object);
    }

    private static ApiException Taken(ResourceDefinition resource, StoredObject current)
    {
        var error = Errors.AlreadyExists(resource.Resource, current.Key.Name);
        return current.Parse().IsDeleting()
            ? new ApiException(error.Status with { Message = "object is being deleted: " + error.Status.Message })
            : error;
    }
}
