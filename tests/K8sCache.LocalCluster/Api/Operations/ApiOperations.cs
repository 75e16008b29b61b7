using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Patching;
using K8sCache.LocalCluster.Patching.Ownership;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>All operations over one core; the HTTP handlers and the in-process API call the same ones.</summary>
public sealed class ApiOperations
{
    private readonly ApiCore _core;
    private readonly PatchOperation _patch;

    public ApiOperations(ApiCore core)
    {
        _core = core;
        var schemas = new FieldSchemas(core.Hooks.Schemas);
        var tracker = new FieldTracker(schemas, core.Registry, core.Time);
        Read = new ReadOperation(core);
        Create = new CreateOperation(core, tracker);
        Update = new UpdateOperation(core, tracker);
        Delete = new DeleteOperation(core);
        Scale = new ScaleOperation(Update);
        _patch = new PatchOperation(core, Create, Update, Scale, schemas, new FieldApplier(tracker, core.Time));
    }

    public ReadOperation Read { get; }

    public CreateOperation Create { get; }

    public UpdateOperation Update { get; }

    public DeleteOperation Delete { get; }

    public ScaleOperation Scale { get; }

    /// <summary>PUT: replaces, or creates where the kind allows it.</summary>
    public (JsonObject Object, bool Created) Replace(WriteRequest request, DecodedBody body)
    {
        if (request.Subresource == "scale")
            return (Scale.Replace(request, body.Object), false);
        var resource = request.Resource;
        if (resource.AllowsCreateOnUpdate && request.Subresource.Length == 0 && _core.Store.Find(ApiCore.Key(resource, request.Namespace, request.Name)) is null)
        {
            // A version on something that is not there is ignored: the object is new.
            Metadata.ObjectMeta.Metadata(body.Object).Remove("resourceVersion");
            return (Create.Run(request, body.Object, body.Problems), true);
        }
        var updated = Update.Run(request, _ => new ObjectChange(ApiCore.Clone(body.Object), ChangeSource.Put) { Problems = body.Problems });
        return (updated, false);
    }

    public (JsonObject Object, bool Created) Patch(WriteRequest request, PatchType type, ReadOnlyMemory<byte> body) =>
        _patch.Run(request, type, body);

    /// <summary>Deletes what a list shows and returns it as it was.</summary>
    public ListResult DeleteCollection(ResourceDefinition resource, string ns, ListQuery query, DeleteOptions options, UserInfo user)
    {
        var list = Read.List(resource, ns, query);
        foreach (var item in list.Items)
        {
            var request = new WriteRequest
            {
                Resource = resource,
                Namespace = Metadata.ObjectMeta.Namespace(item),
                Name = Metadata.ObjectMeta.Name(item),
                User = user,
                FieldManager = "",
                DryRun = options.DryRun,
            };
            try
            {
                Delete.Run(request, options);
            }
            catch (ApiException e) when (e.IsNotFound)
            {
                // Gone since the list: what was asked for.
            }
        }
        return list with { Version = _core.Store.Version };
    }
}
