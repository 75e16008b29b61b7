namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>Result types of operators and functions.</summary>
internal static class CelSignatures
{
    private static readonly HashSet<string> Arithmetic = new(StringComparer.Ordinal) { "_+_", "_-_", "_*_", "_/_", "_%_" };

    private static readonly HashSet<string> Comparison = new(StringComparer.Ordinal) { "_<_", "_<=_", "_>_", "_>=_" };

    private static readonly HashSet<string> TypeNames = new(StringComparer.Ordinal)
    {
        "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type", "dyn",
    };

    private static readonly Dictionary<string, CelType> Results = new(StringComparer.Ordinal)
    {
        ["size"] = CelType.Int,
        ["int"] = CelType.Int,
        ["uint"] = CelType.Uint,
        ["double"] = CelType.Double,
        ["string"] = CelType.String,
        ["bytes"] = CelType.Bytes,
        ["bool"] = CelType.Bool,
        ["dyn"] = CelType.Dyn,
        ["startsWith"] = CelType.Bool,
        ["endsWith"] = CelType.Bool,
        ["contains"] = CelType.Bool,
        ["matches"] = CelType.Bool,
        ["charAt"] = CelType.String,
        ["lowerAscii"] = CelType.String,
        ["upperAscii"] = CelType.String,
        ["trim"] = CelType.String,
        ["substring"] = CelType.String,
        ["replace"] = CelType.String,
        ["join"] = CelType.String,
        ["find"] = CelType.String,
        ["split"] = CelType.List(CelType.String),
        ["findAll"] = CelType.List(CelType.String),
        ["isSorted"] = CelType.Bool,
        ["indexOf"] = CelType.Int,
        ["lastIndexOf"] = CelType.Int,
        ["duration"] = CelType.Duration,
        ["timestamp"] = CelType.Timestamp,
        ["type"] = CelType.Type,
        ["quantity"] = CelType.Quantity,
        ["isQuantity"] = CelType.Bool,
        ["isLessThan"] = CelType.Bool,
        ["isGreaterThan"] = CelType.Bool,
        ["hasValue"] = CelType.Bool,
        ["isInteger"] = CelType.Bool,
        ["compareTo"] = CelType.Int,
        ["sign"] = CelType.Int,
        ["add"] = CelType.Quantity,
        ["sub"] = CelType.Quantity,
    };

    public static bool IsTypeName(string name) => TypeNames.Contains(name);

    public static bool IsOperator(string function) => function.Contains('_', StringComparison.Ordinal) || function == "@in";

    public static CelType OfFunction(string function, IReadOnlyList<CelType> types) => function switch
    {
        "orValue" or "value" => types[0].Element ?? CelType.Dyn,
        "min" or "max" or "sum" => types[0].Element ?? CelType.Dyn,
        _ => Results.GetValueOrDefault(function, CelType.Dyn),
    };

    /// <summary>Null when the operator has no overload for these types.</summary>
    public static CelType? OfOperator(string function, IReadOnlyList<CelType> types)
    {
        var left = types.Count > 0 ? types[0] : CelType.Dyn;
        var right = types.Count > 1 ? types[1] : left;
        switch (function)
        {
            case "_==_" or "_!=_": return Comparable(left, right) ? CelType.Bool : null;
            case "_&&_" or "_||_": return Is(left, CelType.Bool) && Is(right, CelType.Bool) ? CelType.Bool : null;
            case "!_": return Is(left, CelType.Bool) ? CelType.Bool : null;
            case "-_": return left.IsDyn || IsNumber(left) ? left : null;
            case "_?_:_": return Is(left, CelType.Bool) ? (right.Name == types[2].Name ? right : CelType.Dyn) : null;
            case "@in": return right.IsDyn || right.IsList || right.IsMap ? CelType.Bool : null;
        }

        if (Comparison.Contains(function)) return IsOrdered(left, right) ? CelType.Bool : null;
        return Arithmetic.Contains(function) ? OfArithmetic(function, left, right) : null;
    }

    private static CelType? OfArithmetic(string function, CelType left, CelType right)
    {
        if (left.IsDyn || right.IsDyn) return CelType.Dyn;
        if (left.Name == right.Name && IsNumber(left)) return function == "_%_" && left == CelType.Double ? null : left;
        if (function == "_+_" && left.Name == right.Name && (left == CelType.String || left == CelType.Bytes)) return left;
        if (function == "_+_" && left.IsList && right.IsList) return left.Name == right.Name ? left : CelType.List(CelType.Dyn);
        if (function is not ("_+_" or "_-_")) return null;
        if (left == CelType.Timestamp && right == CelType.Duration) return CelType.Timestamp;
        if (left == CelType.Duration && right == CelType.Duration) return CelType.Duration;
        if (function == "_-_" && left == CelType.Timestamp && right == CelType.Timestamp) return CelType.Duration;
        return function == "_+_" && left == CelType.Duration && right == CelType.Timestamp ? CelType.Timestamp : null;
    }

    private static bool Is(CelType type, CelType expected) => type.IsDyn || type == expected;

    private static bool IsNumber(CelType type) => type == CelType.Int || type == CelType.Uint || type == CelType.Double;

    /// <summary>Cross-type numeric comparison is allowed for order, not for equality.</summary>
    private static bool IsOrdered(CelType left, CelType right)
    {
        if (left.IsDyn || right.IsDyn || (IsNumber(left) && IsNumber(right))) return true;
        return left.Name == right.Name && left.Fields is null && !left.IsList && !left.IsMap && left != CelType.Null;
    }

    private static bool Comparable(CelType left, CelType right)
    {
        if (left.Name == right.Name || left.IsDyn || right.IsDyn || left == CelType.Null || right == CelType.Null) return true;
        return left.Name[..Math.Min(4, left.Name.Length)] == right.Name[..Math.Min(4, right.Name.Length)] &&
            (left.IsList || left.IsMap || left.IsOptional);
    }
}
