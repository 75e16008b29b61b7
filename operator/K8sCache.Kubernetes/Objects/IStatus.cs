namespace K8sCache.Kubernetes.Objects;

/// <summary>An object whose observed state is in <c>status</c>; null until somebody has written it.</summary>
public interface IStatus<out TStatus>
{
    TStatus? Status { get; }
}
