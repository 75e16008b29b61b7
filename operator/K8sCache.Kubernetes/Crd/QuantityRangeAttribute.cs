using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Crd;

/// <summary>
/// The least and greatest amount of a quantity, both allowed. The API server holds it by a CEL rule, and the field's description
/// says it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class QuantityRangeAttribute(string least, string most) : Attribute
{
    public string Least { get; } = least;

    public string Most { get; } = most;

    /// <summary>
    /// Such a field is an integer or a text, so the rule asks for its type first; a text that is no quantity fails it like one
    /// out of range.
    /// </summary>
    internal string Rule =>
        $"type(self) == int ? self >= {Quantity.Parse(Least).ToInt64()} && self <= {Quantity.Parse(Most).ToInt64()} : isQuantity(self)"
        + $" && quantity(self).compareTo(quantity('{Least}')) >= 0 && quantity(self).compareTo(quantity('{Most}')) <= 0";

    internal string Message => $"must be {Least} to {Most}";
}
