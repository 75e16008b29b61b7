namespace K8sCache.Kubernetes.Crd;

/// <summary>
/// The least and greatest length of a string in characters, of a list in items, of a map in entries. A field that a
/// CEL rule reads needs one: the API server refuses a rule whose cost it cannot bound.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LengthAttribute(int minimum, int maximum) : Attribute
{
    public int Minimum { get; } = minimum;

    public int Maximum { get; } = maximum;
}
