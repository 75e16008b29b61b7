using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>One page of a list.</summary>
/// <param name="Items">The objects, apiVersion and kind included.</param>
/// <param name="Version">The version of the whole list, the same on all pages.</param>
/// <param name="Continue">Where the next page starts; null on the last.</param>
/// <param name="Remaining">How many objects follow; null on the last page and with a selector.</param>
public sealed record ListResult(IReadOnlyList<JsonObject> Items, long Version, string? Continue, long? Remaining);
