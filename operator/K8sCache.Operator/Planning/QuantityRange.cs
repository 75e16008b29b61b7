using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Planning;

/// <summary>What an amount of the spec may be.</summary>
internal readonly record struct QuantityRange(Quantity Least, Quantity Most)
{
    /// <summary>Texts longer than this are shortened in messages, in characters.</summary>
    private const int ShownLength = 40;

    public static QuantityRange Of(string least, string most) => new(Quantity.Parse(least), Quantity.Parse(most));

    public bool Contains(Quantity value) => value >= Least && value <= Most;

    /// <summary>The problem, or null where the amount is in its range.</summary>
    public string? Problem(string field, Quantity value) =>
        Contains(value) ? null : $"{field} is {Shown(value)}, it must be {Least} to {Most}";

    /// <summary>As written, unless that is long: it goes into a condition.</summary>
    public static string Shown(Quantity value) =>
        value.ToString() is { Length: > ShownLength } text ? string.Concat(text.AsSpan(0, ShownLength), "...") : value.ToString();
}
