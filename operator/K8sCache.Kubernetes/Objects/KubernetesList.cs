using System.Text.Json.Serialization;

namespace K8sCache.Kubernetes.Objects;

/// <summary>Objects of one kind as the API server lists them.</summary>
public sealed record KubernetesList<T> : IKubernetesObject<V1ListMeta>
{
    public string ApiVersion { get; init; } = "v1";
    public string Kind { get; init; } = "List";
    public V1ListMeta Metadata { get; init; } = new();
    public IReadOnlyList<T> Items { get; init; } = [];

    /// <summary>
    /// Objects the server has but <typeparamref name="T"/> can't represent: left out of <see cref="Items"/>.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<UndecodableObject> Undecodable { get; init; } = [];
}
