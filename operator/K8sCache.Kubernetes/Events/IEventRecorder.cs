using k8s;
using k8s.Models;

namespace K8sCache.Kubernetes.Events;

/// <summary>Tells people what happened to an object, where <c>kubectl describe</c> shows it.</summary>
public interface IEventRecorder
{
    /// <summary>Returns at once; the event is written later, or dropped when there are too many.</summary>
    /// <param name="regarding">The object it is about, as read from the API server.</param>
    /// <param name="type">Normal, or a warning.</param>
    /// <param name="reason">Why, CamelCase, at most 128 bytes: <c>NodeLost</c>.</param>
    /// <param name="action">What was done, CamelCase, at most 128 bytes: <c>Promote</c>.</param>
    /// <param name="note">For people; cut at 1,024 bytes.</param>
    void Publish(IKubernetesObject<V1ObjectMeta> regarding, EventType type, string reason, string action, string note);
}
