using System.Text.Json.Serialization;

namespace K8sCache.Kubernetes.Objects;

/// <summary>
/// Base of every model of an API object; version and kind come from its <see cref="KubernetesEntityAttribute"/>.
/// </summary>
/// <remarks>
/// Models are immutable, because informer caches hand the same instance to everyone: change one with <c>with</c>.
/// Record equality compares lists by reference; compare contents with <see cref="KubernetesJson.SameContent"/>.
/// </remarks>
public abstract record KubernetesObject : IKubernetesObject<V1ObjectMeta>
{
    /// <remarks>Items of a typed list arrive without version and kind, so the type supplies them.</remarks>
    protected KubernetesObject()
    {
        var kind = KubernetesKind.Of(GetType());
        ApiVersion = kind.ApiVersion;
        Kind = kind.Kind;
    }

    [JsonPropertyOrder(-3)]
    public string ApiVersion { get; init; }

    [JsonPropertyOrder(-2)]
    public string Kind { get; init; }

    [JsonPropertyOrder(-1)]
    public V1ObjectMeta Metadata { get; init; } = new();
}
