using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Models;

/// <summary>A port of a <see cref="V1Service"/>.</summary>
public sealed record V1ServicePort
{
    public string? Name { get; init; }
    public int? NodePort { get; init; }
    public required int Port { get; init; }
    public string? Protocol { get; init; }

    /// <summary>Number or name of the pods' port.</summary>
    public IntOrString? TargetPort { get; init; }
}
