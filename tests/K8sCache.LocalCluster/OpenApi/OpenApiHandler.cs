using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Api.Http;
using K8sCache.LocalCluster.CustomResources;
using K8sCache.LocalCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.OpenApi;

/// <summary>
/// /openapi/v3: the index, whose URLs carry content hashes, and the documents. /openapi/v2 is not offered: clients ask for
/// it, take the 404 and go on (transcripts 01-degraded-*).
/// </summary>
internal sealed class OpenApiHandler : IRequestHandler
{
    private const string Root = "/openapi/v3";

    private readonly OpenApiDocuments _documents;
    private readonly CrdOpenApi _crds;
    private readonly CustomResourceCatalog _catalog;
    private Dictionary<string, OpenApiEntry>? _entries;

    public OpenApiHandler(OpenApiDocuments documents, CustomResourceCatalog catalog, ResourceRegistry registry)
    {
        _documents = documents;
        _catalog = catalog;
        _crds = new CrdOpenApi(documents);
        registry.Changed += () => Volatile.Write(ref _entries, null);
    }

    public async Task<bool> TryHandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        if (request.IsResource || request.Verb != "get" || !request.Path.StartsWith(Root, StringComparison.Ordinal)) return false;
        var path = request.Path[Root.Length..].Trim('/');
        if (path.Length == 0) await WriteIndexAsync(context);
        else if (Entries().TryGetValue(path, out var entry)) await WriteDocumentAsync(context, request.Path, entry);
        else await Responder.WritePlainNotFoundAsync(context);
        return true;
    }

    private async Task WriteIndexAsync(HttpContext context)
    {
        var paths = new JsonObject();
        foreach (var (path, entry) in Entries().OrderBy(pair => pair.Key, StringComparer.Ordinal))
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"{Root}/{path}?hash={entry.Hash}" };
        context.Response.Headers.CacheControl = "no-cache, private";
        context.Response.ContentType = "text/plain; charset=utf-8";
        var index = new JsonObject { ["paths"] = paths };
        await context.Response.WriteAsync(index.ToJsonString(StoreJson.Options), context.RequestAborted);
    }

    /// <summary>With the current hash an answer is good for ever; with a stale one it is a redirect.</summary>
    private static async Task WriteDocumentAsync(HttpContext context, string path, OpenApiEntry entry)
    {
        var response = context.Response;
        var etag = $"\"{entry.Hash}\"";
        response.Headers.ETag = etag;
        response.Headers.Vary = "Accept";
        response.ContentType = "application/json";
        var hash = context.Request.Query["hash"].ToString();
        response.Headers.CacheControl = hash == entry.Hash ? "public, immutable" : "no-cache, private";
        if (hash.Length > 0 && hash != entry.Hash)
        {
            response.StatusCode = 301;
            response.Headers.Location = $"{path}?hash={entry.Hash}";
            return;
        }

        if (context.Request.Headers.IfNoneMatch == etag)
        {
            response.StatusCode = 304;
            return;
        }

        response.ContentLength = entry.Json.Length;
        await response.Body.WriteAsync(entry.Json, context.RequestAborted);
    }

    private Dictionary<string, OpenApiEntry> Entries()
    {
        if (Volatile.Read(ref _entries) is { } known) return known;
        var entries = _documents.Paths.ToDictionary(path => path, path => Entry(_documents.Text(path)!), StringComparer.Ordinal);
        var versions = _catalog.All.SelectMany(resource => resource.Versions).Where(version => version.Served)
            .GroupBy(version => (version.Definition.Group, version.Definition.Version));
        foreach (var version in versions)
        {
            var (group, name) = version.Key;
            var document = _crds.Build(version.OrderBy(resource => resource.Definition.Plural, StringComparer.Ordinal));
            entries[OpenApiDocuments.PathOf(group, name)] = Entry(JsonSerializer.SerializeToUtf8Bytes(document, StoreJson.Options));
        }

        Volatile.Write(ref _entries, entries);
        return entries;
    }

    private static OpenApiEntry Entry(byte[] json) => new(json, Convert.ToHexString(SHA512.HashData(json)));
}
