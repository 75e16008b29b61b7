namespace K8sCache.Kubernetes.Crd;

/// <summary>The least and greatest value of a number, both allowed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeAttribute(double minimum, double maximum) : Attribute
{
    public double Minimum { get; } = minimum;

    public double Maximum { get; } = maximum;
}
