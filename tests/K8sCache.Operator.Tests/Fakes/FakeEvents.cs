using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Events;

namespace K8sCache.Operator.Tests.Fakes;

/// <summary>Keeps what was published.</summary>
internal sealed class FakeEvents : IEventRecorder
{
    public List<(EventType Type, string Reason, string Note)> Published { get; } = [];

    public void Publish(IKubernetesObject<V1ObjectMeta> regarding, EventType type, string reason, string action, string note) =>
        Published.Add((type, reason, note));
}
