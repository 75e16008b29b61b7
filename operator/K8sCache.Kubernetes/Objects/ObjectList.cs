using k8s.Models;

namespace K8sCache.Kubernetes.Objects;

/// <summary>A list, or a page of one.</summary>
public sealed record ObjectList<T>
{
    /// <summary>The version the list was taken at, and how to go on where it is a page.</summary>
    public V1ListMeta Metadata { get; init; } = new();

    public IReadOnlyList<T> Items { get; init; } = [];

    /// <summary>Objects that exist but that <typeparamref name="T"/> can't represent.</summary>
    public IReadOnlyList<UndecodableObject> Undecodable { get; init; } = [];
}
