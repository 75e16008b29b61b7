using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Models;

/// <summary>How many pods an update may have too many, or lack, and how far it may go.</summary>
public sealed record V1RollingUpdate
{
    public IntOrString? MaxSurge { get; init; }
    public IntOrString? MaxUnavailable { get; init; }

    /// <summary>Of a StatefulSet: the lowest ordinal it may replace.</summary>
    public int? Partition { get; init; }
}
