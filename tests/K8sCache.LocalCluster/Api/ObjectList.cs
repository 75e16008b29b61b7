using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Api;

/// <summary>Objects as they were at one version of the store.</summary>
public sealed record ObjectList(IReadOnlyList<JsonObject> Items, long ResourceVersion);
