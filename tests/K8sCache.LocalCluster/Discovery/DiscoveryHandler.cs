using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Api.Http;
using K8sCache.LocalCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Discovery;

/// <summary>/api, /apis and below, down to the resource lists of group versions.</summary>
internal sealed class DiscoveryHandler(ResourceRegistry registry) : IRequestHandler
{
    private const string AggregatedType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private readonly DiscoveryDocuments _documents = new(registry);

    public async Task<bool> TryHandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        if (request.IsResource || request.Verb != "get") return false;
        var parts = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        switch (parts)
        {
            case ["api" or "apis"]:
                await WriteTopAsync(context, isLegacy: parts[0] == "api");
                return true;
            case ["api", var version]:
                await WriteAsync(context, _documents.ResourceList("", version), isBuiltin: false);
                return true;
            case ["apis", var group]:
                await WriteAsync(context, _documents.Group(group), isBuiltin: false);
                return true;
            case ["apis", var group, var version]:
                var isBuiltin = registry.All.Any(resource => resource.Group == group && !resource.IsCustom);
                await WriteAsync(context, _documents.ResourceList(group, version), isBuiltin);
                return true;
            default:
                return false;
        }
    }

    private async Task WriteTopAsync(HttpContext context, bool isLegacy)
    {
        var accept = context.Request.Headers.Accept.ToString();
        if (accept.Split(',').Any(entry => entry.Replace(" ", "", StringComparison.Ordinal) == AggregatedType))
        {
            await WriteAggregatedAsync(context, _documents.Aggregated(isLegacy));
            return;
        }

        context.Response.Headers.CacheControl = "no-cache, private";
        Negotiate(accept);
        var document = isLegacy ? DiscoveryDocuments.ApiVersions(context.Request.Host.Value ?? "") : _documents.GroupList();
        await Responder.WriteAsync(context, 200, document);
    }

    /// <summary>Clients keep this answer and ask again with its ETag.</summary>
    private static async Task WriteAggregatedAsync(HttpContext context, JsonObject document)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(document, StoreJson.Options);
        var etag = $"\"{Convert.ToHexString(SHA512.HashData(bytes))}\"";
        context.Response.Headers.ETag = etag;
        context.Response.Headers.Vary = "Accept";
        context.Response.Headers.CacheControl = "public";
        if (context.Request.Headers.IfNoneMatch == etag)
        {
            context.Response.StatusCode = 304;
            return;
        }

        context.Response.ContentType = AggregatedType;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static async Task WriteAsync(HttpContext context, JsonObject? document, bool isBuiltin)
    {
        context.Response.Headers.CacheControl = "no-cache, private";
        if (document is null)
        {
            // A built-in group knows its versions; of others the server has never heard.
            if (isBuiltin) throw Errors.NoSuchResource();
            await Responder.WritePlainNotFoundAsync(context);
            return;
        }

        Negotiate(context.Request.Headers.Accept.ToString());
        await Responder.WriteAsync(context, 200, document);
    }

    private static void Negotiate(string accept)
    {
        var isMet = accept.Length == 0 || accept.Split(',').Any(entry =>
        {
            var parts = entry.Split(';', StringSplitOptions.TrimEntries);
            return parts[0] is "application/json" or "application/yaml" or "*/*" or "application/*" &&
                !parts.Any(part => part.StartsWith("as=", StringComparison.Ordinal));
        });
        if (isMet) return;
        throw Errors.NotAcceptable(
            "only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf");
    }
}
