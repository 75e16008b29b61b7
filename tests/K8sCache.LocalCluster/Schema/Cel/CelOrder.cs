using System.Diagnostics;
using K8sCache.LocalCluster.Quantities;

namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>The order behind <c>&lt;</c>, <c>min</c>, <c>isSorted</c>.</summary>
internal static class CelOrder
{
    /// <exception cref="CelException">The two have no common order.</exception>
    public static int Compare(object? left, object? right, string function) => (left, right) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (bool a, bool b) => a.CompareTo(b),
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
        (TimeSpan a, TimeSpan b) => a.CompareTo(b),
        (DateTimeOffset a, DateTimeOffset b) => a.CompareTo(b),
        (Quantity a, Quantity b) => a.CompareTo(b),
        _ when CelEquality.IsNumber(left) && CelEquality.IsNumber(right) => CompareNumbers(left!, right!),
        _ => throw CelErrors.NoSuchOverload(function),
    };

    public static int CompareNumbers(object left, object right) => (left, right) switch
    {
        (long a, long b) => a.CompareTo(b),
        (ulong a, ulong b) => a.CompareTo(b),
        (long a, ulong b) => a < 0 ? -1 : ((ulong)a).CompareTo(b),
        (ulong a, long b) => b < 0 ? 1 : a.CompareTo((ulong)b),
        (double a, _) => a.CompareTo(ToDouble(right)),
        (_, double b) => ToDouble(left).CompareTo(b),
        _ => throw new UnreachableException("both are numbers"),
    };

    private static double ToDouble(object number) => number switch
    {
        long l => l,
        ulong u => u,
        double d => d,
        _ => throw new UnreachableException("not a number"),
    };
}
