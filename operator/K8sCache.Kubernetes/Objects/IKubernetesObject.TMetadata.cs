namespace K8sCache.Kubernetes.Objects;

/// <summary>A kind with metadata: <see cref="V1ObjectMeta"/> for objects, <see cref="V1ListMeta"/> for lists.</summary>
public interface IKubernetesObject<out TMetadata> : IKubernetesObject
{
    TMetadata Metadata { get; }
}
