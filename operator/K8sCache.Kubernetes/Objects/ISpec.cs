namespace K8sCache.Kubernetes.Objects;

/// <summary>An object whose wish is in <c>spec</c>.</summary>
public interface ISpec<out TSpec>
{
    TSpec Spec { get; }
}
