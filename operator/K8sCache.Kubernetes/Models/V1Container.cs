namespace K8sCache.Kubernetes.Models;

/// <summary>A program in a pod.</summary>
public sealed record V1Container
{
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>Replaces the image's entry point.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    public IReadOnlyList<V1EnvVar>? Env { get; init; }
    public string? Image { get; init; }
    public string? ImagePullPolicy { get; init; }
    public V1Probe? LivenessProbe { get; init; }
    public required string Name { get; init; }
    public IReadOnlyList<V1ContainerPort>? Ports { get; init; }
    public V1Probe? ReadinessProbe { get; init; }
    public V1ResourceRequirements? Resources { get; init; }
    public V1SecurityContext? SecurityContext { get; init; }
    public V1Probe? StartupProbe { get; init; }
    public IReadOnlyList<V1VolumeMount>? VolumeMounts { get; init; }
}
