namespace K8sCache.Kubernetes.Models;

/// <summary>How far a <see cref="V1DaemonSet"/> has come.</summary>
public sealed record V1DaemonSetStatus
{
    public long? ObservedGeneration { get; init; }
    public int? DesiredNumberScheduled { get; init; }
    public int? CurrentNumberScheduled { get; init; }
    public int? UpdatedNumberScheduled { get; init; }
    public int? NumberReady { get; init; }
}
