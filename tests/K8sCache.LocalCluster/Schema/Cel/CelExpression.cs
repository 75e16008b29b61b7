namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>A node of the syntax tree. <paramref name="Offset"/> is where cel-go reports errors about it, 0-based.</summary>
internal abstract record CelExpression(int Offset)
{
    internal sealed record Literal(int Offset, object? Value) : CelExpression(Offset);

    internal sealed record Identifier(int Offset, string Name) : CelExpression(Offset);

    /// <summary><c>a.b</c>, <c>a.?b</c> (optional) or <c>has(a.b)</c> (test only).</summary>
    internal sealed record Select(int Offset, CelExpression Operand, string Field, bool TestOnly, bool Optional)
        : CelExpression(Offset);

    internal sealed record Index(int Offset, CelExpression Operand, CelExpression Key, bool Optional)
        : CelExpression(Offset);

    /// <summary>A function, method (with a target) or operator; operators have cel-spec's names such as <c>_+_</c>.</summary>
    internal sealed record Call(int Offset, CelExpression? Target, string Function, IReadOnlyList<CelExpression> Arguments)
        : CelExpression(Offset);

    internal sealed record ListLiteral(int Offset, IReadOnlyList<CelExpression> Elements) : CelExpression(Offset);

    internal sealed record MapLiteral(int Offset, IReadOnlyList<KeyValuePair<CelExpression, CelExpression>> Entries)
        : CelExpression(Offset);

    /// <summary>
    /// A macro over a list or the keys of a map. With two variables the first is the index or key and the second
    /// the element or value. <paramref name="Filter"/> is the middle argument of three-argument <c>map</c>.
    /// </summary>
    internal sealed record Comprehension(
        int Offset,
        CelMacro Macro,
        CelExpression Range,
        string Variable,
        string? SecondVariable,
        CelExpression? Filter,
        CelExpression Body) : CelExpression(Offset);
}
