using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Api.Http;
using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Discovery;

/// <summary>/version, the health endpoints, and the list of paths at /.</summary>
internal sealed class VersionHandler(ResourceRegistry registry) : IRequestHandler
{
    /// <summary>The version whose behaviour is followed.</summary>
    private const string GitVersion = "v1.36.2";

    public async Task<bool> TryHandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        if (request.IsResource || request.Verb != "get") return false;
        switch (request.Path)
        {
            case "/": await Responder.WriteAsync(context, 200, Paths()); return true;
            case "/version" or "/version/": await Responder.WriteAsync(context, 200, Version()); return true;
        }

        var isHealth = request.Path is "/healthz" or "/livez" or "/readyz" or "/healthz/ping" or "/livez/ping" or "/readyz/ping";
        if (!isHealth) return false;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync("ok", context.RequestAborted);
        return true;
    }

    private static JsonObject Version() => new()
    {
        ["major"] = "1",
        ["minor"] = "36",
        ["emulationMajor"] = "1",
        ["emulationMinor"] = "36",
        ["minCompatibilityMajor"] = "1",
        ["minCompatibilityMinor"] = "35",
        ["gitVersion"] = GitVersion + "+k8scache-local",
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "1970-01-01T00:00:00Z",
        ["goVersion"] = "",
        ["compiler"] = "",
        ["platform"] = "linux/amd64",
    };

    private JsonObject Paths()
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal)
        {
            "/api", "/api/v1", "/apis", "/apis/", "/healthz", "/healthz/ping", "/livez", "/livez/ping", "/openapi/v3", "/openapi/v3/",
            "/readyz", "/readyz/ping", "/version",
        };
        foreach (var resource in registry.All.Where(resource => resource.Group.Length > 0))
        {
            paths.Add($"/apis/{resource.Group}");
            paths.Add($"/apis/{resource.Group}/{resource.Version}");
        }

        return new JsonObject { ["paths"] = new JsonArray([.. paths.Select(path => JsonValue.Create(path))]) };
    }
}
