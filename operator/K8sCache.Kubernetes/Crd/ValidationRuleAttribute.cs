namespace K8sCache.Kubernetes.Crd;

/// <summary>
/// A CEL rule (<c>x-kubernetes-validations</c>) on the object or field it stands on, so that the API server itself
/// refuses a wrong value. <c>self</c> is that object or field.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true)]
public sealed class ValidationRuleAttribute(string rule, string message) : Attribute
{
    public string Rule { get; } = rule;

    /// <summary>What the API server answers: names the field and its limit.</summary>
    public string Message { get; } = message;

    /// <summary>The field to blame, as a path below the object, such as <c>.replicas</c>.</summary>
    public string? FieldPath { get; init; }
}
