using System.Globalization;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Api.Operations;
using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Api.Http;

/// <summary>Answers one request for a resource: finds the definition, reads options and body, runs the operation, shows the result.</summary>
internal sealed class ResourceHandler(ApiCore core, ApiOperations operations, Presenter presenter, WatchHandler watches)
{
    public async Task HandleAsync(HttpContext context, RequestInfo info, UserInfo user)
    {
        var resource = core.Registry.Find(info.Group, info.Version, info.Plural);
        if (resource is null)
        {
            // Groups of the server's own answer a Status; others are unknown to its mux.
            if (core.Registry.All.Any(d => d.Group == info.Group && d.Version == info.Version && !d.IsCustom))
                throw Errors.NoSuchResource();
            await Responder.WritePlainNotFoundAsync(context);
            return;
        }
        if (resource.DeprecationWarning is { } deprecation)
            Responder.AddWarnings(context, [deprecation]);
        if (Handler(info) is { } handler)
        {
            await RunHandlerAsync(context, info, resource, user, handler);
            return;
        }
        CheckPath(info, resource);
        await (info.Verb switch
        {
            "get" => GetAsync(context, info, resource),
            "list" => ListAsync(context, info, resource),
            "watch" => watches.HandleAsync(context, info, resource),
            "create" => CreateAsync(context, info, resource, user),
            "update" => UpdateAsync(context, info, resource, user),
            "patch" => PatchAsync(context, info, resource, user),
            "delete" => DeleteAsync(context, info, resource, user),
            "deletecollection" => DeleteCollectionAsync(context, info, resource, user),
            _ => throw Errors.MethodNotAllowed(),
        });
    }

    private ISubresourceHandler? Handler(RequestInfo info) =>
        core.Hooks.Subresources.FirstOrDefault(h => h.Resource == info.Resource && h.Subresource == info.Subresource);

    private static void CheckPath(RequestInfo info, ResourceDefinition resource)
    {
        if (info.Subresource.Length > 0)
        {
            var subresource = resource.Subresource(info.Subresource) ?? throw Errors.NoSuchResource();
            if (info.Verb == "delete" && resource.IsCustom)
            {
                throw Errors.Make(405, "MethodNotAllowed", $"{info.Verb} is not supported on resources of kind \"{resource.Resource}\"",
                    new StatusDetails { Group = resource.Group, Kind = resource.Plural });
            }
            if (info.Subresource is not ("status" or "scale" or "finalize") || !subresource.Verbs.Contains(info.Verb))
                throw Errors.MethodNotAllowed();
            return;
        }
        if (!resource.Verbs.Contains(info.Verb))
            throw Errors.MethodNotAllowed();
        var named = info.Name.Length > 0;
        // Custom resources take a POST on a name as a create; the name in the path is not looked at.
        var allowed = info.Verb switch
        {
            "create" => !named || resource.IsCustom,
            "update" or "patch" => named,
            _ => true,
        };
        if (!allowed)
            throw Errors.MethodNotAllowed();
    }

    private async Task RunHandlerAsync(
        HttpContext context, RequestInfo info, ResourceDefinition resource, UserInfo user, ISubresourceHandler handler)
    {
        var bytes = await RequestBody.ReadAsync(context);
        var kind = resource.Subresource(info.Subresource)?.Kind ?? resource.Kind;
        var request = new SubresourceRequest
        {
            Info = info,
            Resource = resource,
            User = user,
            Body = bytes.Length == 0 ? null : core.Hooks.Decoder.Decode(bytes, MediaType.Of(context.Request), null, kind).Object,
            DryRun = WriteOptions.DryRun(context.Request.Query["dryRun"].OfType<string>().ToList(), []),
            Http = context,
        };
        if (await handler.HandleAsync(request, context.RequestAborted) is { } result)
            await Responder.WriteAsync(context, result.Code, result.Object);
    }

    private async Task GetAsync(HttpContext context, RequestInfo info, ResourceDefinition resource)
    {
        var shape = Negotiation.Pick(context.Request.Headers.Accept, isList: false, resource);
        CheckFuture(context.Request.Query["resourceVersion"]);
        var obj = operations.Read.Get(resource, info.Namespace, info.Name);
        if (info.Subresource == "scale")
            obj = ScaleOperation.Show(resource, obj);
        await presenter.WriteAsync(context, 200, Presenter.KindShown(resource, info), obj, shape);
    }

    private async Task ListAsync(HttpContext context, RequestInfo info, ResourceDefinition resource)
    {
        var shape = Negotiation.Pick(context.Request.Headers.Accept, isList: true, resource);
        var options = ListOptions.Read(context.Request.Query, resource, watch: false);
        CheckFuture(options.ResourceVersion);
        var list = operations.Read.List(resource, info.Namespace, options.Query);
        await presenter.WriteListAsync(context, resource, list, shape);
    }

    private async Task CreateAsync(HttpContext context, RequestInfo info, ResourceDefinition resource, UserInfo user)
    {
        var shape = Negotiation.Pick(context.Request.Headers.Accept, isList: false, resource);
        var request = WriteOptions.Read(context.Request, info, resource, user) with { Name = "" };
        var body = await DecodeAsync(context, resource, resource.Kind);
        var created = operations.Create.Run(request, body.Object, body.Problems);
        Responder.AddWarnings(context, request.Warnings);
        await presenter.WriteAsync(context, 201, resource, created, shape);
    }

    private async Task UpdateAsync(HttpContext context, RequestInfo info, ResourceDefinition resource, UserInfo user)
    {
        var shape = Negotiation.Pick(context.Request.Headers.Accept, isList: false, resource);
        var request = WriteOptions.Read(context.Request, info, resource, user);
        var scale = info.Subresource == "scale";
        var body = await DecodeAsync(context, scale ? null : resource, scale ? "" : resource.Kind);
        var (obj, created) = operations.Replace(request, body);
        Responder.AddWarnings(context, request.Warnings);
        await presenter.WriteAsync(context, created ? 201 : 200, Presenter.KindShown(resource, info), obj, shape);
    }

    private async Task PatchAsync(HttpContext context, RequestInfo info, ResourceDefinition resource, UserInfo user)
    {
        var shape = Negotiation.Pick(context.Request.Headers.Accept, isList: false, resource);
        var type = PatchTypes.Of(MediaType.Of(context.Request), resource);
        var request = WriteOptions.Read(context.Request, info, resource, user);
        var body = await RequestBody.ReadAsync(context);
        var (obj, created) = operations.Patch(request, type, body);
        Responder.AddWarnings(context, request.Warnings);
        await presenter.WriteAsync(context, created ? 201 : 200, Presenter.KindShown(resource, info), obj, shape);
    }

    private async Task DeleteAsync(HttpContext context, RequestInfo info, ResourceDefinition resource, UserInfo user)
    {
        var options = await ReadDeleteOptionsAsync(context);
        var request = new WriteRequest
        {
            Resource = resource,
            Namespace = info.Namespace,
            Name = info.Name,
            User = user,
            FieldManager = "",
            DryRun = options.DryRun,
        };
        var result = operations.Delete.Run(request, options);
        if (result.Removed && !Presenter.ShowsDeleted(resource))
        {
            await Responder.WriteAsync(context, 200, Presenter.Success(resource, result.Object));
            return;
        }
        var shape = Negotiation.Pick(context.Request.Headers.Accept, isList: false, resource);
        await presenter.WriteAsync(context, 200, resource, result.Object, shape);
    }

    private async Task DeleteCollectionAsync(HttpContext context, RequestInfo info, ResourceDefinition resource, UserInfo user)
    {
        var shape = Negotiation.Pick(context.Request.Headers.Accept, isList: true, resource);
        var options = await ReadDeleteOptionsAsync(context);
        var query = ListOptions.Read(context.Request.Query, resource, watch: false);
        var list = operations.DeleteCollection(resource, info.Namespace, query.Query, options, user);
        await presenter.WriteListAsync(context, resource, list, shape);
    }

    private async Task<DeleteOptions> ReadDeleteOptionsAsync(HttpContext context)
    {
        var bytes = await RequestBody.ReadAsync(context);
        JsonObject? body = bytes.Length == 0
            ? null
            : core.Hooks.Decoder.Decode(bytes, MediaType.Of(context.Request), null, "DeleteOptions").Object;
        return DeleteOptionsReader.Read(context.Request.Query, body);
    }

    private async Task<DecodedBody> DecodeAsync(HttpContext context, ResourceDefinition? resource, string kind) =>
        core.Hooks.Decoder.Decode(await RequestBody.ReadAsync(context), MediaType.Of(context.Request), resource, kind);

    /// <summary>A version that no write has reached yet cannot be read. The real server waits 3 s for it first.</summary>
    private void CheckFuture(string? version)
    {
        if (!long.TryParse(version, CultureInfo.InvariantCulture, out var wanted) || wanted <= core.Store.Version)
            return;
        throw Errors.Make(
            504,
            "Timeout",
            $"Timeout: Too large resource version: {wanted}, current: {core.Store.Version}",
            new StatusDetails { Causes = [new StatusCause("ResourceVersionTooLarge", "Too large resource version")], RetryAfterSeconds = 1 });
    }
}
