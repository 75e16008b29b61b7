using k8s;
using k8s.Models;

namespace K8sCache.Kubernetes.Informers;

/// <summary>A change of the cache.</summary>
/// <remarks>
/// For a deletion that was noticed by a list, not told by a watch, <paramref name="Value"/> is the last state seen,
/// not the last state there was.
/// </remarks>
/// <param name="Type">What happened.</param>
/// <param name="Value">The object now, or as it last was.</param>
/// <param name="Previous">The object before; null when added.</param>
public sealed record InformerEvent<T>(InformerEventType Type, T Value, T? Previous)
    where T : class, IKubernetesObject<V1ObjectMeta>;
