namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>The macros of cel-go's standard environment and of its optional and two-variable extensions.</summary>
internal static class CelMacros
{
    /// <summary>The expansion of <c>target.name(arguments)</c>, or null when that is no macro call.</summary>
    public static CelExpression? ExpandMember(
        string source, int offset, CelExpression target, string name, IReadOnlyList<CelExpression> arguments)
    {
        if (MacroOf(name, arguments.Count) is not { } macro) return null;
        var hasFilter = macro == CelMacro.Map && arguments.Count == 3;
        var hasSecond = arguments.Count == 3 && !hasFilter;
        return new CelExpression.Comprehension(
            offset,
            macro,
            target,
            VariableName(source, arguments[0]),
            hasSecond ? VariableName(source, arguments[1]) : null,
            hasFilter ? arguments[1] : null,
            arguments[^1]);
    }

    public static CelExpression ExpandHas(string source, int offset, IReadOnlyList<CelExpression> arguments) =>
        arguments is [CelExpression.Select { TestOnly: false, Optional: false } select]
            ? select with { TestOnly = true }
            : throw CelErrors.At(source, offset, "invalid argument to has() macro");

    private static CelMacro? MacroOf(string name, int argumentCount) => (name, argumentCount) switch
    {
        ("all", 2 or 3) => CelMacro.All,
        ("exists", 2 or 3) => CelMacro.Exists,
        ("exists_one" or "existsOne", 2 or 3) => CelMacro.ExistsOne,
        ("map", 2 or 3) => CelMacro.Map,
        ("filter", 2) => CelMacro.Filter,
        ("optMap", 2) => CelMacro.OptMap,
        ("optFlatMap", 2) => CelMacro.OptFlatMap,
        _ => null,
    };

    private static string VariableName(string source, CelExpression argument) =>
        argument is CelExpression.Identifier identifier
            ? identifier.Name
            : throw CelErrors.At(source, argument.Offset, "argument must be a simple name");
}
