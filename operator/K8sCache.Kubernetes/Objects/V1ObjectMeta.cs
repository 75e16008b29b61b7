namespace K8sCache.Kubernetes.Objects;

/// <summary>What every API object carries, <c>io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta</c>.</summary>
public sealed record V1ObjectMeta
{
    public string? Name { get; init; }

    /// <summary>Prefix to which the server adds a random suffix where <see cref="Name"/> is not given.</summary>
    public string? GenerateName { get; init; }

    public string? Namespace { get; init; }
    public string? Uid { get; init; }

    /// <summary>Opaque version of the stored object; equal means unchanged, nothing else can be read from it.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Grows with every change of what is wished for; not with status or metadata changes.</summary>
    public long? Generation { get; init; }

    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>Set once deletion was asked for; the object goes when <see cref="Finalizers"/> is empty.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    public long? DeletionGracePeriodSeconds { get; init; }
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
    public IReadOnlyList<V1OwnerReference>? OwnerReferences { get; init; }
    public IReadOnlyList<string>? Finalizers { get; init; }
    public IReadOnlyList<V1ManagedFieldsEntry>? ManagedFields { get; init; }
}
