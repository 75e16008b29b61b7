namespace K8sCache.Kubernetes.Crd;

/// <summary>What a field or type means to the person who writes it; <c>kubectl explain</c> shows it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class DescriptionAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}
