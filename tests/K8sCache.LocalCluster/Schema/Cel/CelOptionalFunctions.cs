namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>cel-go's optional library.</summary>
internal static class CelOptionalFunctions
{
    public static void Register(Dictionary<string, Func<object?[], object?>> table)
    {
        table["optional.of"] = a => CelOptional.Of(a[0]);
        table["optional.none"] = _ => CelOptional.None;
        table["optional.ofNonZeroValue"] = a => IsZero(a[0]) ? CelOptional.None : CelOptional.Of(a[0]);
        table["hasValue"] = a => ((CelOptional)a[0]!).HasValue;
        table["orValue"] = a => ((CelOptional)a[0]!).HasValue ? ((CelOptional)a[0]!).Value : a[1];
        table["or"] = a => ((CelOptional)a[0]!).HasValue ? a[0] : (CelOptional)a[1]!;
        table["value"] = a =>
            ((CelOptional)a[0]!).HasValue ? ((CelOptional)a[0]!).Value : throw new CelException("optional.none() dereference");
    }

    private static bool IsZero(object? value) => value switch
    {
        null or false or 0L or 0UL or 0d or "" => true,
        byte[] bytes => bytes.Length == 0,
        CelList list => list.Items.Count == 0,
        CelMap map => map.Entries.Count == 0,
        TimeSpan span => span == TimeSpan.Zero,
        _ => false,
    };
}
