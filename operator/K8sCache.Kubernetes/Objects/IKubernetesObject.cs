namespace K8sCache.Kubernetes.Objects;

/// <summary>Anything the API server names by version and kind: objects, lists, statuses.</summary>
public interface IKubernetesObject
{
    /// <summary>Group and version, <c>apps/v1</c>; the core group is only a version, <c>v1</c>.</summary>
    string ApiVersion { get; }

    string Kind { get; }
}
