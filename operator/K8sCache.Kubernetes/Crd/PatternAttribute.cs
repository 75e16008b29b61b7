namespace K8sCache.Kubernetes.Crd;

/// <summary>A regular expression (RE2 syntax, unanchored) that a string must match.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatternAttribute(string expression) : Attribute
{
    public string Expression { get; } = expression;
}
