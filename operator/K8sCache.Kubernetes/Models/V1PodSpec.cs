using System.Text.Json;

namespace K8sCache.Kubernetes.Models;

/// <summary>What runs in a pod, and where it may.</summary>
public sealed record V1PodSpec
{
    /// <summary>Passed through as written.</summary>
    public JsonElement? Affinity { get; init; }

    public bool? AutomountServiceAccountToken { get; init; }
    public IReadOnlyList<V1Container>? Containers { get; init; }
    public bool? EnableServiceLinks { get; init; }
    public IReadOnlyList<V1LocalObjectReference>? ImagePullSecrets { get; init; }

    /// <summary>Machine the pod was placed on.</summary>
    public string? NodeName { get; init; }

    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }
    public string? PriorityClassName { get; init; }
    public V1PodSecurityContext? SecurityContext { get; init; }
    public string? ServiceAccountName { get; init; }
    public long? TerminationGracePeriodSeconds { get; init; }
    public IReadOnlyList<V1Toleration>? Tolerations { get; init; }
    public IReadOnlyList<V1TopologySpreadConstraint>? TopologySpreadConstraints { get; init; }
    public IReadOnlyList<V1Volume>? Volumes { get; init; }
}
