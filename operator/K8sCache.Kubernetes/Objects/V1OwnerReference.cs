namespace K8sCache.Kubernetes.Objects;

/// <summary>
/// Names the object another one exists for; with the last owner the garbage collector removes the owned.
/// </summary>
public sealed record V1OwnerReference
{
    public required string ApiVersion { get; init; }
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public required string Uid { get; init; }

    /// <summary>True for the one owner that manages the object.</summary>
    public bool? Controller { get; init; }

    /// <summary>Keeps the owner, when deleted in the foreground, until this object is gone.</summary>
    public bool? BlockOwnerDeletion { get; init; }
}
