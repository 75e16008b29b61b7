using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Api.Hooks;

public sealed record SubresourceRequest
{
    public required RequestInfo Info { get; init; }

    public required ResourceDefinition Resource { get; init; }

    public required UserInfo User { get; init; }

    /// <summary>The decoded body; null for GET and an empty body.</summary>
    public JsonObject? Body { get; init; }

    public bool DryRun { get; init; }

    /// <summary>For query parameters and for streaming an answer.</summary>
    public required HttpContext Http { get; init; }
}
