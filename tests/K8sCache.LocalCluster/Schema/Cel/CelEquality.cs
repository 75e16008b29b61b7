namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>CEL equality: heterogeneous values differ, except numbers, which compare by value across their types.</summary>
internal sealed class CelEquality : IEqualityComparer<object>
{
    public static readonly CelEquality Instance = new();

    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (CelList a, CelList b) => a.EqualTo(b),
        (CelMap a, CelMap b) => a.EqualTo(b),
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (CelOptional a, CelOptional b) => a.HasValue == b.HasValue && AreEqual(a.Value, b.Value),
        _ when IsNumber(left) && IsNumber(right) => CelOrder.CompareNumbers(left, right) == 0,
        _ => left.Equals(right),
    };

    public static bool IsNumber(object? value) => value is long or ulong or double;

    bool IEqualityComparer<object>.Equals(object? x, object? y) => AreEqual(x, y);

    /// <summary>Whole numbers of all three types must land in one bucket.</summary>
    public int GetHashCode(object obj) => IsNumber(obj) ? Convert.ToDouble(obj, null).GetHashCode() : obj switch
    {
        string text => text.GetHashCode(StringComparison.Ordinal),
        CelList or CelMap or byte[] => 0,
        _ => obj.GetHashCode(),
    };
}
