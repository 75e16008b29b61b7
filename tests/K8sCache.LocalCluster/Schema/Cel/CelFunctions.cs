namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>
/// Every function and operator by name. A method's target is its first argument, so <c>s.startsWith(p)</c> and
/// <c>startsWith(s, p)</c> share a row; the type checker sees to it that only declared forms get here.
/// </summary>
internal static class CelFunctions
{
    private static readonly Dictionary<string, Func<object?[], object?>> Table = new(StringComparer.Ordinal);

    static CelFunctions()
    {
        CelOperators.Register(Table);
        CelConversions.Register(Table);
        CelStringFunctions.Register(Table);
        CelListFunctions.Register(Table);
        CelTimeFunctions.Register(Table);
        CelOptionalFunctions.Register(Table);
        CelQuantityFunctions.Register(Table);
    }

    public static bool Exists(string name) => Table.ContainsKey(name);

    public static object? Invoke(string name, object?[] arguments)
    {
        if (!Table.TryGetValue(name, out var function)) throw CelErrors.NoSuchOverload(name);
        try
        {
            return function(arguments);
        }
        catch (OverflowException)
        {
            throw CelErrors.Overflow();
        }
        catch (Exception exception) when (exception is InvalidCastException or IndexOutOfRangeException or NullReferenceException)
        {
            // The rows cast their arguments: a cast that fails is an overload that does not exist.
            throw CelErrors.NoSuchOverload(name);
        }
    }
}
