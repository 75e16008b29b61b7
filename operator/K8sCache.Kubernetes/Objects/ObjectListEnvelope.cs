using System.Text.Json;
using k8s.Models;

namespace K8sCache.Kubernetes.Objects;

/// <summary>A list as it comes, before its items are read one by one.</summary>
internal sealed record ObjectListEnvelope
{
    public V1ListMeta Metadata { get; set; } = new();

    public IReadOnlyList<JsonElement> Items { get; set; } = [];
}
