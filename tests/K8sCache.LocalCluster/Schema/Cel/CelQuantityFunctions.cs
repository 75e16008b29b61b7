using K8sCache.LocalCluster.Quantities;

namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>Kubernetes' quantity library.</summary>
internal static class CelQuantityFunctions
{
    public static void Register(Dictionary<string, Func<object?[], object?>> table)
    {
        table["quantity"] = a => Parse(Text(a, "quantity"));
        table["isQuantity"] = a => Quantity.TryParse(Text(a, "isQuantity")) is not null;
        table["isLessThan"] = a => Value(a, 0, "isLessThan").CompareTo(Value(a, 1, "isLessThan")) < 0;
        table["isGreaterThan"] = a => Value(a, 0, "isGreaterThan").CompareTo(Value(a, 1, "isGreaterThan")) > 0;
        table["compareTo"] = a => (long)Value(a, 0, "compareTo").CompareTo(Value(a, 1, "compareTo"));
        table["sign"] = a => (long)Value(a, 0, "sign").Sign;
        table["add"] = a => Value(a, 0, "add").Plus(Operand(a, "add"));
        table["sub"] = a => Value(a, 0, "sub").Minus(Operand(a, "sub"));
        table["asInteger"] = a => ToInteger(Value(a, 0, "asInteger"));
        table["isInteger"] = a => Value(a, 0, "isInteger").IsInteger;
        table["asApproximateFloat"] = a => Value(a, 0, "asApproximateFloat").ToDouble();
    }

    private static string Text(object?[] arguments, string function) =>
        arguments is [string text] ? text : throw CelErrors.NoSuchOverload(function);

    private static Quantity Value(object?[] arguments, int index, string function) =>
        index < arguments.Length && arguments[index] is Quantity quantity ? quantity : throw CelErrors.NoSuchOverload(function);

    private static Quantity Operand(object?[] arguments, string function) =>
        arguments is [_, long number] ? Quantity.Of(number) : Value(arguments, 1, function);

    private static Quantity Parse(string text) => Quantity.Parse(text, out var problem) ?? throw new CelException(problem);

    private static long ToInteger(Quantity quantity)
    {
        try
        {
            return quantity.ToInteger();
        }
        catch (OverflowException overflow)
        {
            throw new CelException(overflow.Message);
        }
    }
}
