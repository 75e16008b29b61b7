namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>Kubernetes' quantity library.</summary>
internal static class CelQuantityFunctions
{
    public static void Register(Dictionary<string, Func<object?[], object?>> table)
    {
        table["quantity"] = a => Parse((string)a[0]!);
        table["isQuantity"] = a => CelQuantity.TryParse((string)a[0]!) is not null;
        table["isLessThan"] = a => Value(a, 0) < Value(a, 1);
        table["isGreaterThan"] = a => Value(a, 0) > Value(a, 1);
        table["compareTo"] = a => (long)Value(a, 0).CompareTo(Value(a, 1));
        table["sign"] = a => (long)Math.Sign(Value(a, 0));
        table["add"] = a => new CelQuantity(Value(a, 0) + Operand(a[1]));
        table["sub"] = a => new CelQuantity(Value(a, 0) - Operand(a[1]));
        table["asInteger"] = a => checked((long)Value(a, 0));
        table["isInteger"] = a => decimal.Truncate(Value(a, 0)) == Value(a, 0);
        table["asApproximateFloat"] = a => (double)Value(a, 0);
    }

    private static decimal Value(object?[] arguments, int index) => ((CelQuantity)arguments[index]!).Value;

    private static decimal Operand(object? value) => value is long number ? number : ((CelQuantity)value!).Value;

    private static CelQuantity Parse(string text) =>
        CelQuantity.TryParse(text) ?? throw new CelException(
            "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
}
