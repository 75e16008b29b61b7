namespace K8sCache.Kubernetes.Objects;

/// <summary>
/// Says which rights a controller or finalizer needs on kinds; the chart's roles are held to the sum of these.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class EntityRbacAttribute(params Type[] entities) : Attribute
{
    public IReadOnlyList<Type> Entities { get; } = entities;

    public RbacVerbs Verbs { get; init; }

    /// <summary>The subresource the rule is for, <c>status</c>; null: the objects themselves.</summary>
    public string? Subresource { get; init; }
}
