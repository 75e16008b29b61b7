using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Models;

/// <summary>An HTTP request to the pod; a status of 200 to 399 is a yes.</summary>
public sealed record V1HttpGetAction
{
    public string? Path { get; init; }

    /// <summary>Number or name of the container's port.</summary>
    public required IntOrString Port { get; init; }

    public string? Scheme { get; init; }
}
