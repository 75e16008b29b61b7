using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Events;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Status;

namespace K8sCache.Operator.Apply;

/// <summary>Says that a cluster took back what one of its name had left behind.</summary>
internal static class Adoption
{
    /// <param name="before">The object as it was before it was written.</param>
    public static void Announce(IEventRecorder events, CacheCluster cluster, IKubernetesObject<V1ObjectMeta> before)
    {
        if (Ownership.IsOrphanOf(cluster, before))
        {
            // An action for each kind: events that differ in their text only are one, with a count.
            var kind = KubernetesKind.Of(before.GetType()).Kind;
            events.Publish(
                cluster, EventType.Normal, Reasons.Adopted, $"Adopt{kind}",
                $"{kind} {before.Metadata.Name} was left by a cluster of this name and is this one's now");
        }
    }
}
