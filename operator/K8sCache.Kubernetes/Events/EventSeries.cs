using k8s.Models;

namespace K8sCache.Kubernetes.Events;

/// <summary>A written event and how often it happened since.</summary>
internal sealed class EventSeries(Eventsv1Event written)
{
    public Eventsv1Event Written { get; } = written;

    public int Count { get; private set; } = 1;

    public DateTimeOffset LastAt { get; private set; } = written.EventTime ?? default(DateTime);

    /// <summary>Whether the count has grown since it was last written.</summary>
    public bool IsDirty { get; private set; }

    public void Add(DateTimeOffset at)
    {
        Count++;
        LastAt = at;
        IsDirty = true;
    }

    public void MarkWritten() => IsDirty = false;
}
