using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Api.Hooks;

/// <summary>HTTP status code and object to answer with.</summary>
public sealed record SubresourceResult(int Code, JsonObject Object);
