namespace K8sCache.Kubernetes.Objects;

/// <summary>Names the API resource a class is the model of.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class KubernetesEntityAttribute : Attribute
{
    /// <summary>API group; empty for the core group.</summary>
    public string Group { get; init; } = "";

    /// <summary>Version within the group, <c>v1</c>.</summary>
    public string ApiVersion { get; init; } = "v1";

    public required string Kind { get; init; }

    /// <summary>The resource's name in paths, <c>services</c>.</summary>
    public required string PluralName { get; init; }

    public EntityScope Scope { get; init; }
}
