using System.Diagnostics;

namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>
/// Finds what would never evaluate: fields that the schema lacks, unknown names and functions, operators on types they do
/// not take. Function arguments beyond operators are left to run time.
/// </summary>
internal sealed class CelTypeChecker
{
    private readonly string _source;

    private CelTypeChecker(string source) => _source = source;

    /// <exception cref="CelException">The first problem, with its place.</exception>
    public static CelType Check(string source, CelExpression expression, IReadOnlyDictionary<string, CelType> variables) =>
        new CelTypeChecker(source).TypeOf(expression, variables);

    private CelType TypeOf(CelExpression expression, IReadOnlyDictionary<string, CelType> variables)
    {
        switch (expression)
        {
            case CelExpression.Literal literal: return OfLiteral(literal.Value);
            case CelExpression.Identifier identifier:
                return variables.GetValueOrDefault(identifier.Name)
                    ?? (CelSignatures.IsTypeName(identifier.Name) ? CelType.Type : throw Undeclared(identifier.Offset, identifier.Name));
            case CelExpression.Select select: return OfSelect(select, TypeOf(select.Operand, variables));
            case CelExpression.Index index: return OfIndex(index, variables);
            case CelExpression.ListLiteral list:
                return CelType.List(Common([.. list.Elements.Select(element => TypeOf(element, variables))]));
            case CelExpression.MapLiteral map:
                var keys = Common([.. map.Entries.Select(entry => TypeOf(entry.Key, variables))]);
                return CelType.Map(keys, Common([.. map.Entries.Select(entry => TypeOf(entry.Value, variables))]));
            case CelExpression.Call call: return OfCall(call, variables);
            case CelExpression.Comprehension comprehension: return OfComprehension(comprehension, variables);
            default: throw new UnreachableException(expression.GetType().Name);
        }
    }

    private CelException Undeclared(int offset, string name) =>
        CelErrors.At(_source, offset, $"undeclared reference to '{name}' (in container '')");

    private CelException NoOverload(int offset, string function, params IEnumerable<CelType> types) => CelErrors.At(
        _source, offset, $"found no matching overload for '{function}' applied to '({string.Join(", ", types.Select(type => type.Name))})'");

    private static CelType OfLiteral(object? value) => value switch
    {
        null => CelType.Null,
        bool => CelType.Bool,
        long => CelType.Int,
        ulong => CelType.Uint,
        double => CelType.Double,
        string => CelType.String,
        byte[] => CelType.Bytes,
        _ => CelType.Dyn,
    };

    private static CelType Common(IReadOnlyList<CelType> types) =>
        types.Count > 0 && types.All(type => type.Name == types[0].Name) ? types[0] : CelType.Dyn;

    private CelType OfSelect(CelExpression.Select select, CelType operand)
    {
        if (operand.IsOptional) return CelType.Optional(OfSelect(select with { Optional = false }, operand.Element!));
        CelType field;
        if (operand.IsDyn) field = CelType.Dyn;
        else if (operand.IsMap) field = operand.Element!;
        else if (operand.Fields is null)
            throw CelErrors.At(_source, select.Offset, $"type '{operand.Name}' does not support field selection");
        else if (!operand.Fields.TryGetValue(select.Field, out field!))
            throw CelErrors.At(_source, select.Offset, $"undefined field '{select.Field}'");
        if (select.TestOnly) return CelType.Bool;
        return select.Optional ? CelType.Optional(field) : field;
    }

    private CelType OfIndex(CelExpression.Index index, IReadOnlyDictionary<string, CelType> variables)
    {
        var operand = TypeOf(index.Operand, variables);
        var key = TypeOf(index.Key, variables);
        var isOptional = index.Optional || operand.IsOptional;
        if (operand.IsOptional) operand = operand.Element!;
        var fits = operand.IsDyn || operand.IsMap || (operand.IsList && (key.IsDyn || key == CelType.Int));
        if (!fits) throw NoOverload(index.Offset, "_[_]", operand, key);
        var element = operand.Element ?? CelType.Dyn;
        return isOptional ? CelType.Optional(element) : element;
    }

    private CelType OfCall(CelExpression.Call call, IReadOnlyDictionary<string, CelType> variables)
    {
        if (call.Target is CelExpression.Identifier { Name: "optional" or "math" or "sets" } space && !variables.ContainsKey(space.Name))
        {
            var name = $"{space.Name}.{call.Function}";
            var inner = call.Arguments.Select(argument => TypeOf(argument, variables)).ToList();
            if (!CelFunctions.Exists(name)) throw Undeclared(call.Offset, name);
            return name == "optional.of" ? CelType.Optional(inner[0]) : CelType.Dyn;
        }

        var arguments = call.Target is null ? call.Arguments : [call.Target, .. call.Arguments];
        var types = arguments.Select(argument => TypeOf(argument, variables)).ToList();
        if (CelSignatures.OfOperator(call.Function, types) is { } result) return result;
        if (CelSignatures.IsOperator(call.Function)) throw NoOverload(call.Offset, call.Function, types);
        if (!CelFunctions.Exists(call.Function)) throw Undeclared(call.Offset, call.Function);
        return CelSignatures.OfFunction(call.Function, types);
    }

    private CelType OfComprehension(CelExpression.Comprehension macro, IReadOnlyDictionary<string, CelType> variables)
    {
        var range = TypeOf(macro.Range, variables);
        var inner = new Dictionary<string, CelType>(variables);
        if (macro.Macro is CelMacro.OptMap or CelMacro.OptFlatMap)
        {
            inner[macro.Variable] = range.Element ?? CelType.Dyn;
            var mapped = TypeOf(macro.Body, inner);
            return macro.Macro == CelMacro.OptMap ? CelType.Optional(mapped) : mapped;
        }

        if (!range.IsDyn && !range.IsList && !range.IsMap)
        {
            throw CelErrors.At(
                _source, macro.Range.Offset, $"expression of type '{range.Name}' cannot be range of a comprehension (must be list, map, or dynamic)");
        }

        var first = range.IsMap ? range.Key! : range.Element ?? CelType.Dyn;
        inner[macro.Variable] = macro.SecondVariable is null || range.IsMap ? first : CelType.Int;
        if (macro.SecondVariable is { } second) inner[second] = range.Element ?? CelType.Dyn;
        if (macro.Filter is not null) ExpectBool(macro.Filter, inner);
        if (macro.Macro == CelMacro.Map) return CelType.List(TypeOf(macro.Body, inner));
        ExpectBool(macro.Body, inner);
        return macro.Macro == CelMacro.Filter ? CelType.List(first) : CelType.Bool;
    }

    private void ExpectBool(CelExpression expression, IReadOnlyDictionary<string, CelType> variables)
    {
        var type = TypeOf(expression, variables);
        if (!type.IsDyn && type != CelType.Bool)
            throw CelErrors.At(_source, expression.Offset, $"expected type 'bool' but found '{type.Name}'");
    }
}
