using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>The object after a delete, and whether it is gone.</summary>
public sealed record DeleteResult(JsonObject Object, bool Removed);
