namespace K8sCache.Kubernetes.Controllers;

/// <summary>How a controller works through its queue.</summary>
public sealed record ControllerOptions
{
    /// <summary>Entities reconciled at once; one entity never twice.</summary>
    public int MaxConcurrency { get; init; } = 4;

    /// <summary>
    /// How often every entity is looked at without a reason: repairs what no watch tells. Null: never.
    /// </summary>
    public TimeSpan? ResyncPeriod { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Delay after an entity's first failure; doubles with each further one.</summary>
    public TimeSpan InitialBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest delay between tries; there is no last try.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A reconciliation that takes longer is cancelled and counts as failed, or it would hold its entity for ever.
    /// </summary>
    public TimeSpan ReconcileTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Namespace to look after; null: all.</summary>
    public string? Namespace { get; init; }
}
