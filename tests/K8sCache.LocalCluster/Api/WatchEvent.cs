using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Api;

/// <summary>A change. For <see cref="WatchEventType.Deleted"/> the object is its last state.</summary>
public sealed record WatchEvent(WatchEventType Type, JsonObject Object);
