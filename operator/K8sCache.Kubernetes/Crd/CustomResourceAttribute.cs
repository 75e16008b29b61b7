namespace K8sCache.Kubernetes.Crd;

/// <summary>What a custom resource's definition says besides its group, version and kind.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CustomResourceAttribute : Attribute
{
    public string[] ShortNames { get; init; } = [];

    /// <summary>Groups of resources it is listed with, such as <c>all</c> of <c>kubectl get all</c>.</summary>
    public string[] Categories { get; init; } = [];
}
