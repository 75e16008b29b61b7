using System.Text.Json;

namespace K8sCache.Kubernetes.Client;

/// <summary>A line of a watch, before its object is read.</summary>
internal sealed record RawWatchEvent(string Type, JsonElement Object);
