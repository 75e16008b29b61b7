namespace K8sCache.Kubernetes.Events;

/// <summary>In whose name events are written, and how many.</summary>
public sealed record EventRecorderOptions
{
    /// <summary>Qualified name, <c>k8scache.io/operator</c>.</summary>
    public required string ReportingController { get; init; }

    /// <summary>This process, at most 128 bytes: the pod's name.</summary>
    public required string ReportingInstance { get; init; }

    /// <summary>Events waiting to be written; more are dropped.</summary>
    public int MaxPending { get; init; } = 1000;

    /// <summary>
    /// Events about one object at once before <see cref="RefillPeriod"/> counts; more are dropped. As in client-go.
    /// </summary>
    public int BurstPerObject { get; init; } = 25;

    /// <summary>Time in which an object earns one more event.</summary>
    public TimeSpan RefillPeriod { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The same event within this time of the last one is counted on it, not written anew. As in client-go.
    /// </summary>
    public TimeSpan SeriesWindow { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>How often grown counts are written.</summary>
    public TimeSpan FlushPeriod { get; init; } = TimeSpan.FromSeconds(10);
}
