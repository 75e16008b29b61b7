namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>A parsed and type-checked expression over <c>self</c> and <c>oldSelf</c>.</summary>
internal sealed class CelProgram
{
    private readonly CelExpression _expression;

    private CelProgram(CelExpression expression, CelType resultType)
    {
        _expression = expression;
        ResultType = resultType;
        UsesOldSelf = Mentions(expression, "oldSelf");
    }

    public CelType ResultType { get; }

    public bool UsesOldSelf { get; }

    /// <exception cref="CelException">It does not compile.</exception>
    public static CelProgram Compile(string source, CelType self, bool optionalOldSelf)
    {
        var expression = CelParser.Parse(source);
        var variables = new Dictionary<string, CelType>(StringComparer.Ordinal)
        {
            ["self"] = self,
            ["oldSelf"] = optionalOldSelf ? CelType.Optional(self) : self,
        };
        return new CelProgram(expression, CelTypeChecker.Check(source, expression, variables));
    }

    /// <exception cref="CelException">Evaluation failed.</exception>
    public object? Run(object? self, object? oldSelf) =>
        CelEvaluator.Evaluate(_expression, new CelScope(null, "self", self).With("oldSelf", oldSelf));

    private static bool Mentions(CelExpression expression, string name) => expression switch
    {
        CelExpression.Identifier identifier => identifier.Name == name,
        CelExpression.Select select => Mentions(select.Operand, name),
        CelExpression.Index index => Mentions(index.Operand, name) || Mentions(index.Key, name),
        CelExpression.Call call =>
            (call.Target is not null && Mentions(call.Target, name)) || call.Arguments.Any(argument => Mentions(argument, name)),
        CelExpression.ListLiteral list => list.Elements.Any(element => Mentions(element, name)),
        CelExpression.MapLiteral map => map.Entries.Any(entry => Mentions(entry.Key, name) || Mentions(entry.Value, name)),
        CelExpression.Comprehension macro =>
            Mentions(macro.Range, name) || Mentions(macro.Body, name) || (macro.Filter is not null && Mentions(macro.Filter, name)),
        _ => false,
    };
}
