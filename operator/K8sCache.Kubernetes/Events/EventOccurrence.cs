using k8s.Models;

namespace K8sCache.Kubernetes.Events;

/// <summary>One call of <see cref="IEventRecorder.Publish"/>.</summary>
internal sealed record EventOccurrence(EventSeriesKey Key, V1ObjectReference Regarding, string Note, DateTimeOffset At);
