namespace K8sCache.Kubernetes.Events;

/// <summary>How an event is to be taken.</summary>
public enum EventType
{
    Normal = 0,
    Warning = 1,
}
