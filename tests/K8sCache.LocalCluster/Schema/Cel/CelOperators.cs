namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>Arithmetic, comparison, membership.</summary>
internal static class CelOperators
{
    public static void Register(Dictionary<string, Func<object?[], object?>> table)
    {
        table["_==_"] = a => CelEquality.AreEqual(a[0], a[1]);
        table["_!=_"] = a => !CelEquality.AreEqual(a[0], a[1]);
        table["_<_"] = a => CelOrder.Compare(a[0], a[1], "_<_") < 0;
        table["_<=_"] = a => CelOrder.Compare(a[0], a[1], "_<=_") <= 0;
        table["_>_"] = a => CelOrder.Compare(a[0], a[1], "_>_") > 0;
        table["_>=_"] = a => CelOrder.Compare(a[0], a[1], "_>=_") >= 0;
        table["!_"] = a => !(bool)a[0]!;
        table["-_"] = a => a[0] is long number ? (object)checked(-number) : -(double)a[0]!;
        table["_+_"] = a => Add(a[0], a[1]);
        table["_-_"] = a => Subtract(a[0], a[1]);
        table["_*_"] = a => Multiply(a[0], a[1]);
        table["_/_"] = a => Divide(a[0], a[1]);
        table["_%_"] = a => Remainder(a[0], a[1]);
        table["@in"] = a => Contains(a[1], a[0]);
    }

    private static object Add(object? left, object? right) => checked((left, right) switch
    {
        (long a, long b) => a + b,
        (ulong a, ulong b) => a + b,
        (double a, double b) => a + b,
        (string a, string b) => a + b,
        (byte[] a, byte[] b) => (byte[])[.. a, .. b],
        (CelList a, CelList b) => a.Concatenate(b),
        (TimeSpan a, TimeSpan b) => a + b,
        (DateTimeOffset a, TimeSpan b) => a + b,
        (TimeSpan a, DateTimeOffset b) => (object)(b + a),
        _ => throw CelErrors.NoSuchOverload("_+_"),
    });

    private static object Subtract(object? left, object? right) => checked((left, right) switch
    {
        (long a, long b) => a - b,
        (ulong a, ulong b) => a - b,
        (double a, double b) => a - b,
        (TimeSpan a, TimeSpan b) => a - b,
        (DateTimeOffset a, TimeSpan b) => a - b,
        (DateTimeOffset a, DateTimeOffset b) => (object)(a - b),
        _ => throw CelErrors.NoSuchOverload("_-_"),
    });

    private static object Multiply(object? left, object? right) => checked((left, right) switch
    {
        (long a, long b) => a * b,
        (ulong a, ulong b) => a * b,
        (double a, double b) => (object)(a * b),
        _ => throw CelErrors.NoSuchOverload("_*_"),
    });

    private static object Divide(object? left, object? right) => (left, right) switch
    {
        (long, 0L) or (ulong, 0UL) => throw new CelException("division by zero"),
        (long.MinValue, -1L) => throw CelErrors.Overflow(),
        (long a, long b) => a / b,
        (ulong a, ulong b) => a / b,
        (double a, double b) => (object)(a / b),
        _ => throw CelErrors.NoSuchOverload("_/_"),
    };

    private static object Remainder(object? left, object? right) => (left, right) switch
    {
        (long, 0L) or (ulong, 0UL) => throw new CelException("modulus by zero"),
        (long.MinValue, -1L) => 0L,
        (long a, long b) => a % b,
        (ulong a, ulong b) => (object)(a % b),
        _ => throw CelErrors.NoSuchOverload("_%_"),
    };

    private static bool Contains(object? collection, object? value) => collection switch
    {
        CelList list => list.Items.Any(item => CelEquality.AreEqual(item, value)),
        CelMap map => value is not null && map.Entries.ContainsKey(value),
        _ => throw CelErrors.NoSuchOverload("@in"),
    };
}
