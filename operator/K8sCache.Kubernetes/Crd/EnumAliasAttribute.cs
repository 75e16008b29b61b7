namespace K8sCache.Kubernetes.Crd;

/// <summary>A former name of an enum's value: still taken from people and from the store, never written.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class EnumAliasAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
