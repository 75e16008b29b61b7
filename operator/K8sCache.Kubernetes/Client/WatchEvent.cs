using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Client;

/// <summary>One change of a watched collection.</summary>
/// <remarks>
/// The value is null for a bookmark, and for an object that the model <typeparamref name="T"/> can't represent:
/// then <see cref="DecodeError"/> says why, so that one odd object doesn't end the stream for all.
/// </remarks>
public sealed record WatchEvent<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    public required WatchEventType Type { get; init; }

    public required ObjectKey Key { get; init; }

    /// <summary>Version to watch on from after this event.</summary>
    public required string ResourceVersion { get; init; }

    public T? Value { get; init; }

    public string? DecodeError { get; init; }
}
